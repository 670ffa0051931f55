import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import { createServer as createTcpServer, type Server, type Socket } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { afterEach, expect, test } from 'vitest';
import type { TransportRequest } from './http/transport.ts';
import { createNodeTransport, type NodeTransport, nodeSystem } from './system.ts';
import { failureOf } from './testing/test-wechat.ts';

const open: { close: () => void }[] = [];
afterEach(() => {
  for (const resource of open.splice(0)) resource.close();
});

async function listen(server: Server): Promise<string> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => sockets.add(socket));
  open.push({
    close: () => {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return `http://127.0.0.1:${address.port}`;
}

function serve(listener: RequestListener): Promise<string> {
  return listen(createServer(listener));
}

function newTransport(...options: Parameters<typeof createNodeTransport>): NodeTransport {
  const transport = createNodeTransport(...options);
  open.push(transport);
  return transport;
}

function get(url: string, change: Partial<TransportRequest> = {}): TransportRequest {
  return { method: 'GET', url, headers: {}, timeoutMs: 5000, ...change };
}

test('path, query, headers and body arrive byte for byte, the answer comes back raw', async () => {
  let seen = '';
  const url = await serve(async (request, response) => {
    const received = await buffer(request);
    seen = `${request.method} ${request.url} ${request.headers['x-a']} ${request.headers['content-length']} ${received}`;
    response.writeHead(404, { 'Request-ID': 'r-1', 'Set-Cookie': ['a', 'b'] });
    response.end(Buffer.from([0xff, 0x00]));
  });
  const path = '/v3/T%7C%2A?mchid=1&a=%27';
  const body = Buffer.from('{"描述":1}');
  const answer = await newTransport()(
    get(`${url}${path}`, { method: 'POST', headers: { 'x-a': 'b' }, body }),
  );
  expect(seen).toBe(`POST ${path} b ${body.length} ${body}`);
  expect(answer).toMatchObject({ status: 404, headers: { 'request-id': 'r-1' } });
  expect([...answer.body]).toEqual([0xff, 0x00]);
  await newTransport()(get(url, { method: 'POST', body: '描' }));
  expect(seen).toMatch(/ 3 描$/);
});

test('a connection is used again, until the transport is closed', async () => {
  const ports = new Set<number | undefined>();
  const url = await serve((request, response) => {
    ports.add(request.socket.remotePort);
    response.end();
  });
  const transport = newTransport();
  await transport(get(url));
  await transport(get(url));
  expect(ports.size).toBe(1);
  transport.close();
  await transport(get(url));
  expect(ports.size).toBe(2);
});

test('a redirect is an answer like any other', async () => {
  const url = await serve((_request, response) => response.writeHead(302, { location: '/' }).end());
  expect(await newTransport()(get(url))).toMatchObject({ status: 302 });
});

test('when nobody listens, no byte was sent', async () => {
  const server = createTcpServer();
  const url = await listen(server);
  server.close();
  await once(server, 'close');
  expect(await failureOf(newTransport()(get(url)))).toMatchObject({
    name: 'TransportError',
    message: 'ECONNREFUSED',
    sent: false,
    timedOut: false,
  });
});

test('a TLS handshake that fails has sent nothing', async () => {
  const url = await listen(createTcpServer((socket) => socket.end('this is no TLS\n')));
  expect(await failureOf(newTransport()(get(url.replace('http', 'https'))))).toMatchObject({
    sent: false,
    timedOut: false,
  });
});

test('a connection that is never made ends at its own limit, nothing sent', async () => {
  const url = await listen(createTcpServer(() => {}));
  const transport = newTransport({ connectTimeoutMs: 50 });
  expect(await failureOf(transport(get(url.replace('http', 'https'))))).toMatchObject({
    message: 'connect time limit',
    sent: false,
    timedOut: true,
  });
});

test('a server that never answers ends at the time limit, and may have acted', async () => {
  const url = await serve(() => {});
  expect(await failureOf(newTransport()(get(url, { timeoutMs: 500 })))).toMatchObject({
    sent: true,
    timedOut: true,
  });
});

test('a server that hangs up in the middle of its answer may have acted', async () => {
  const url = await serve((_request, response) => {
    response.writeHead(200, { 'content-length': '100' });
    response.write('half', () => response.destroy());
  });
  expect(await failureOf(newTransport()(get(url)))).toMatchObject({ sent: true, timedOut: false });
});

test('a server that hangs up instead of answering may have acted', async () => {
  const url = await serve((request) => request.socket.destroy());
  expect(await failureOf(newTransport()(get(url)))).toMatchObject({
    message: 'ECONNRESET',
    sent: true,
    timedOut: false,
  });
});

test('an answer over the limit is cut off', async () => {
  const url = await serve((_request, response) => response.end('x'.repeat(101)));
  expect(await failureOf(newTransport({ maxAnswerBytes: 100 })(get(url)))).toMatchObject({
    message: 'answer over 100 bytes',
    sent: true,
  });
  const exact = await serve((_request, response) => response.end('x'.repeat(100)));
  expect((await newTransport({ maxAnswerBytes: 100 })(get(exact))).body).toHaveLength(100);
});

test('a caller that gives up ends the call', async () => {
  const controller = new AbortController();
  const url = await serve(() => controller.abort());
  const call = newTransport()(get(url, { signal: controller.signal }));
  expect(await failureOf(call)).toMatchObject({ aborted: true, sent: true, timedOut: false });
});

test('nonces are 32 characters and never the same, the clock runs', () => {
  const nonces = Array.from({ length: 1000 }, () => nodeSystem.nonce());
  expect(new Set(nonces).size).toBe(1000);
  for (const nonce of nonces) expect(nonce).toMatch(/^[0-9a-z]{32}$/);
  expect(nodeSystem.nowMs()).toBeGreaterThan(1_700_000_000_000);
});

async function drain(chunks: AsyncIterable<Uint8Array> | undefined): Promise<number> {
  let length = 0;
  for await (const chunk of chunks ?? []) length += chunk.length;
  return length;
}

test('a download comes in pieces, over any limit of size', async () => {
  const url = await serve((_request, response) => response.end('x'.repeat(100_000)));
  const answer = await newTransport({ maxAnswerBytes: 10 })(get(url, { streamed: true }));
  expect(answer.body).toHaveLength(0);
  expect(await drain(answer.chunks)).toBe(100_000);
});

test('a refusal of a download is read whole', async () => {
  const url = await serve((_request, response) => response.writeHead(400).end('{"code":"X"}'));
  const answer = await newTransport()(get(url, { streamed: true }));
  expect(answer.chunks).toBeUndefined();
  expect(Buffer.from(answer.body).toString()).toBe('{"code":"X"}');
});

test('a download that breaks, stalls or is given up ends in an error that says which', async () => {
  const url = await serve((request, response) => {
    response.writeHead(200, { 'content-length': '100' });
    response.write('half', () => {
      if (request.url === '/broken') response.destroy();
    });
  });
  const transport = newTransport();
  const broken = await transport(get(`${url}/broken`, { streamed: true }));
  expect(await failureOf(drain(broken.chunks))).toMatchObject({
    message: 'ECONNRESET',
    sent: true,
  });
  const stalled = await transport(get(`${url}/stalled`, { streamed: true, timeoutMs: 300 }));
  expect(await failureOf(drain(stalled.chunks))).toMatchObject({ timedOut: true });
  const controller = new AbortController();
  const { signal } = controller;
  const left = await transport(get(`${url}/left`, { streamed: true, signal }));
  const reading = failureOf(drain(left.chunks));
  controller.abort();
  expect(await reading).toMatchObject({ aborted: true });
  const given = await transport(get(`${url}/left`, { streamed: true }));
  expect(given.status).toBe(200);
});
