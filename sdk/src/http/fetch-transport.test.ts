import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { expect, onTestFinished, test } from 'vitest';
import { createWechatPay } from '../create-wechatpay.ts';
import { startSimulator } from '../testing/start-simulator.ts';
import { failureOf } from '../testing/test-wechat.ts';
import { readChunks } from './download.ts';
import { fetchTransport } from './fetch-transport.ts';
import type { TransportRequest } from './transport.ts';

const transport = fetchTransport(fetch);

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return `http://127.0.0.1:${address.port}`;
}

function get(url: string, change: Partial<TransportRequest> = {}): TransportRequest {
  return { method: 'GET', url, headers: {}, timeoutMs: 5000, ...change };
}

test('a client on fetch talks to WeChat, certificates and all', async () => {
  const { clientOptions } = await startSimulator();
  const client = createWechatPay({ ...clientOptions, transport });
  expect(await failureOf(client.orders.query({ out_trade_no: 'T00001' }))).toMatchObject({
    status: 404,
    verified: true,
  });
});

test('path, headers and body arrive byte for byte, nothing is compressed, no redirect is followed', async () => {
  let seen = '';
  const url = await serve(async (request, response) => {
    const received = await buffer(request);
    seen = `${request.method} ${request.url} ${request.headers['x-a']} ${request.headers['accept-encoding']} ${received}`;
    response.writeHead(302, { location: '/elsewhere', 'Request-ID': 'r-1' }).end('x');
  });
  const path = '/v3/T%7C%2A?mchid=1&a=%27';
  const answer = await transport(
    get(`${url}${path}`, { method: 'POST', headers: { 'x-a': 'b' }, body: Buffer.from('描') }),
  );
  expect(seen).toBe(`POST ${path} b identity 描`);
  expect(answer).toMatchObject({ status: 302, headers: { 'request-id': 'r-1' } });
  await transport(get(url, { method: 'POST', body: '描述' }));
  expect(seen).toMatch(/描述$/);
});

test('when nobody listens nothing was sent; a broken connection may have been', async () => {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  const port = typeof address === 'object' ? address?.port : 0;
  expect(await failureOf(transport(get(`http://127.0.0.1:${port}`)))).toMatchObject({
    name: 'TransportError',
    message: 'ECONNREFUSED',
    sent: false,
  });
  const url = await serve((request) => request.socket.destroy());
  expect(await failureOf(transport(get(url)))).toMatchObject({ sent: true, timedOut: false });
});

test('time limit, abort and size limit end a call', async () => {
  const silent = await serve(() => {});
  expect(await failureOf(transport(get(silent, { timeoutMs: 50 })))).toMatchObject({
    sent: true,
    timedOut: true,
    aborted: false,
  });
  const controller = new AbortController();
  const url = await serve(() => controller.abort());
  const { signal } = controller;
  expect(await failureOf(transport(get(url, { signal })))).toMatchObject({
    aborted: true,
    timedOut: false,
  });
  const large = await serve((_request, response) => response.end('x'.repeat(101)));
  expect(await failureOf(transport(get(large, { maxAnswerBytes: 100 })))).toMatchObject({
    message: 'answer over 100 bytes',
  });
});

test('what is not an error of a network is still a failure that may have been sent', async () => {
  const strange = fetchTransport(() => Promise.reject('no reason'));
  expect(await failureOf(strange(get('http://x.example')))).toMatchObject({
    message: 'fetch failed',
    sent: true,
  });
});

test('a download comes in pieces; a connection that breaks on the way is an error', async () => {
  const url = await serve((request, response) => {
    response.writeHead(200, { 'content-length': '100' });
    if (request.url === '/whole') response.end('x'.repeat(100));
    else response.write('half', () => response.destroy());
  });
  const read = async (path: string) => {
    const answer = await transport(get(`${url}${path}`, { streamed: true }));
    const pieces: Uint8Array[] = [];
    for await (const piece of readChunks(answer, 5000)) pieces.push(piece);
    return Buffer.concat(pieces);
  };
  expect(await read('/whole')).toHaveLength(100);
  expect(await failureOf(read('/half'))).toMatchObject({ code: 'NETWORK_BROKEN' });
});
