/** A merchant's system that takes webhooks, or refuses them. */
import { createServer } from 'node:http';

/** Where webhooks go. */
export interface Sink {
  readonly url: string;
  /** What it answers from now on. */
  answer(status: number): void;
  /** The event ids that arrived, in their order. */
  readonly received: readonly string[];
  close(): Promise<void>;
}

/** Listens on loopback. */
export async function startSink(): Promise<Sink> {
  let status = 200;
  const received: string[] = [];
  const server = createServer((request, response) => {
    received.push(String(request.headers['webhook-id']));
    request.resume().on('end', () => response.writeHead(status).end(status < 300 ? 'ok' : 'down'));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}/hooks`,
    received,
    answer(next) {
      status = next;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
