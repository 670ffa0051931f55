import type { Server as HttpServer } from 'node:http';
import { Server } from 'node:net';

/**
 * Stops listening and resolves when the last connection has ended by itself. The close of an HTTP server
 * would end those that are idle at once, and a request that is on its way to one of them with it.
 */
export function drainConnections(server: HttpServer): Promise<void> {
  return new Promise((resolve) => {
    Server.prototype.close.call(server, () => resolve());
  });
}
