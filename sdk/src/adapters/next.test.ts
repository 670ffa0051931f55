import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { adapterPromises, closing } from '../testing/adapter-promises.ts';
import { nextNotifications } from './next.ts';

// Next hands a route a web `Request` made of the Node one, as here. Next itself (340 MB) is not a dependency.
adapterPromises(async ({ receiver, handlers, options, behindParser }) => {
  const route = nextNotifications(receiver, handlers, options);
  const server = createServer(async (incoming, outgoing) => {
    const request = new Request('http://127.0.0.1/notify', {
      method: 'POST',
      headers: new Headers(incoming.headers as Record<string, string>),
      body: Readable.toWeb(incoming) as ReadableStream,
      duplex: 'half',
    } as RequestInit);
    if (behindParser) await request.json();
    const response = await route(request);
    outgoing.writeHead(response.status, Object.fromEntries(response.headers));
    outgoing.end(await response.text());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/notify`, close: closing(server) };
});
