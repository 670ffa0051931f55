import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { TransportError, type TransportRequest } from '@yifen/wechatpay';
import { afterEach, expect, test } from 'vitest';
import { createUndiciTransport, type UndiciTransportOptions } from './undici-transport.ts';

const closing: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function serve(listener: RequestListener): Promise<string> {
  const server: Server = createServer(listener);
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  closing.push(async () => {
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function open(options?: UndiciTransportOptions) {
  const { transport, close } = createUndiciTransport(options);
  closing.push(close);
  return (url: string, more: Partial<TransportRequest> = {}) =>
    transport({ method: 'GET', url, headers: {}, timeoutMs: 5_000, ...more });
}

async function errorOf(call: Promise<unknown>): Promise<TransportError> {
  const error: unknown = await call.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof TransportError)) throw new Error(`not a TransportError: ${error}`);
  return error;
}

test('path, query, headers and body go out byte for byte, and the raw answer comes back', async () => {
  const seen: unknown[] = [];
  const origin = await serve(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    seen.push(request.method, request.url, request.headers['x-test'], Buffer.concat(chunks));
    response.writeHead(418, { 'Request-ID': 'r1' }).end(Buffer.from([0, 255, 10]));
  });
  const answer = await open()(`${origin}/v3/a%2Fb/../c?q=%e4%b8%80&q=2`, {
    method: 'POST',
    headers: { 'x-test': '1' },
    body: Buffer.from('{"金额":1}'),
  });
  const sent = ['POST', '/v3/a%2Fb/../c?q=%e4%b8%80&q=2', '1', Buffer.from('{"金额":1}')];
  expect(seen).toEqual(sent);
  expect(answer.status).toBe(418);
  expect(answer.headers['request-id']).toBe('r1');
  expect([...answer.body]).toEqual([0, 255, 10]);
});

test('a redirect is an answer like any other', async () => {
  let requests = 0;
  const origin = await serve((_request, response) => {
    requests += 1;
    response.writeHead(302, { location: '/elsewhere' }).end();
  });
  expect(await open()(`${origin}/here`)).toMatchObject({ status: 302 });
  expect(requests).toBe(1);
});

test('connections are kept: ten calls in turn do not need ten', async () => {
  const ports = new Set<number | undefined>();
  const origin = await serve((request, response) => {
    ports.add(request.socket.remotePort);
    response.end('ok');
  });
  const call = open();
  for (let count = 0; count < 10; count += 1) await call(`${origin}/`);
  // A call that follows in the same instant finds the first connection not yet free.
  expect(ports.size).toBeLessThanOrEqual(2);
});

test('where nobody listens nothing was sent', async () => {
  const error = await errorOf(open()('http://127.0.0.1:1/'));
  expect(error).toMatchObject({ sent: false, timedOut: false, message: 'ECONNREFUSED' });
});

test('a connection that breaks before the answer leaves it open whether the call was executed', async () => {
  const origin = await serve((request) => request.socket.destroy());
  expect(await errorOf(open()(`${origin}/`))).toMatchObject({ sent: true, timedOut: false });
});

test('an answer cut short is no answer', async () => {
  const origin = await serve((_request, response) => {
    response.writeHead(200, { 'content-length': '100' });
    response.write('half', () => response.destroy());
  });
  expect(await errorOf(open()(`${origin}/`))).toMatchObject({ sent: true });
});

test('the time limit covers the wait for the answer, and for a free connection', async () => {
  const origin = await serve(() => undefined);
  const call = open({ maxConnections: 1 });
  const [waited, queued] = await Promise.all([
    errorOf(call(`${origin}/1`, { timeoutMs: 60 })),
    errorOf(call(`${origin}/2`, { timeoutMs: 20 })),
  ]);
  expect(waited).toMatchObject({ sent: true, timedOut: true });
  expect(queued).toMatchObject({ sent: false, timedOut: true });
});

test('a call given up by its caller ends at once', async () => {
  const origin = await serve(() => giveUp.abort());
  const giveUp = new AbortController();
  const error = await errorOf(open()(`${origin}/`, { signal: giveUp.signal }));
  expect(error).toMatchObject({ sent: true, aborted: true, timedOut: false });
});

test('an answer larger than the bound is not read to its end', async () => {
  const origin = await serve((_request, response) => response.end('x'.repeat(2_000)));
  const error = await errorOf(open({ maxAnswerBytes: 1_000 })(`${origin}/`));
  expect(error.message).toBe('answer over 1000 bytes');
});

test('a download comes in pieces without a limit of size, each read when it is wanted', async () => {
  const piece = Buffer.alloc(65_536, 1);
  let written = 0;
  const origin = await serve((_request, response) => {
    response.writeHead(200);
    const write = (): void => {
      while (written < 1_600) {
        written += 1;
        if (!response.write(piece)) return void response.once('drain', write);
      }
      response.end();
    };
    write();
  });
  const answer = await open({ maxAnswerBytes: 1_000 })(`${origin}/`, { streamed: true });
  expect(answer).toMatchObject({ status: 200, body: new Uint8Array() });
  let bytes = 0;
  for await (const chunk of answer.chunks ?? []) {
    // What nobody has read yet has not been sent either, but for what the sockets hold.
    if (bytes === 0) expect(written).toBeLessThan(1_600);
    bytes += chunk.length;
  }
  expect(bytes).toBe(1_600 * piece.length);
});

test('a download that is refused comes whole, within the limit', async () => {
  const origin = await serve((request, response) => {
    response.writeHead(400).end(request.url === '/long' ? 'x'.repeat(2_000) : 'no');
  });
  const call = open({ maxAnswerBytes: 1_000 });
  const answer = await call(`${origin}/short`, { streamed: true });
  expect([answer.status, Buffer.from(answer.body).toString(), answer.chunks]).toEqual([
    400,
    'no',
    undefined,
  ]);
  const long = await errorOf(call(`${origin}/long`, { streamed: true }));
  expect(long.message).toContain('over 1000 bytes');
});

test('a download that breaks off, falls silent or has no server says which', async () => {
  const origin = await serve((request, response) => {
    if (request.url === '/never') return;
    response.writeHead(200, { 'content-length': '10' });
    response.write('12345', () => {
      if (request.url === '/break') response.destroy();
    });
  });
  const call = open();
  const read = async (path: string, timeoutMs: number) => {
    const answer = await call(`${origin}${path}`, { streamed: true, timeoutMs });
    for await (const _ of answer.chunks ?? []);
  };
  expect(await errorOf(read('/break', 5_000))).toMatchObject({ sent: true, timedOut: false });
  expect(await errorOf(read('/silent', 300))).toMatchObject({ sent: true, timedOut: true });
  expect(await errorOf(read('/never', 300))).toMatchObject({ sent: true, timedOut: true });
  const nowhere = call('http://127.0.0.1:1/', { streamed: true });
  expect(await errorOf(nowhere)).toMatchObject({ sent: false });
});
