import { createServer, type RequestListener } from 'node:http';
import { type AddressInfo, createServer as createSocketServer, type Socket } from 'node:net';
import { Webhook } from 'standardwebhooks';
import { afterEach, expect, test } from 'vitest';
import type { OutgoingWebhook } from '../ports.ts';
import { createUndiciOutbound, type OutboundOptions } from './undici-outbound.ts';

const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const OTHER_SECRET = 'whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=';
const closing: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  closing.push(async () => {
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function serveSocket(listener: (socket: Socket) => void): Promise<number> {
  const sockets = new Set<Socket>();
  const server = createSocketServer((socket) => {
    sockets.add(socket);
    listener(socket);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  closing.push(() => {
    for (const socket of sockets) socket.destroy();
    return new Promise((closed) => server.close(closed));
  });
  return (server.address() as AddressInfo).port;
}

function open(options: OutboundOptions = { allowPrivate: true }) {
  const outbound = createUndiciOutbound(options);
  closing.push(() => outbound.close());
  return outbound;
}

function webhook(url: string, changes: Partial<OutgoingWebhook> = {}): OutgoingWebhook {
  return {
    url,
    id: 'evt_1',
    timestampSeconds: Math.floor(Date.now() / 1000),
    body: '{"type":"order.paid","data":{"说明":"已支付"}}',
    secrets: [SECRET],
    ...changes,
  };
}

test('a webhook arrives as Standard Webhooks 1.0 demands, and verifies with the standard library', async () => {
  const seen: unknown[] = [];
  const url = await serve(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const headers = request.headers as Record<string, string>;
    const body = Buffer.concat(chunks).toString();
    seen.push(request.method, request.url, headers['content-type'], headers['webhook-id']);
    seen.push(new Webhook(SECRET).verify(body, headers));
    response.writeHead(202).end('收到');
  });
  const answer = await open().send(webhook(`${url}/hook?shop=1`));
  expect(answer).toEqual({ status: 202, failure: null, answer: '收到', retryAfter: null });
  const payload = { type: 'order.paid', data: { 说明: '已支付' } };
  expect(seen).toEqual(['POST', '/hook?shop=1', 'application/json', 'evt_1', payload]);
});

test('with two secrets each of them verifies, and a changed body does not', async () => {
  const results: boolean[] = [];
  const url = await serve(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const body = Buffer.concat(chunks).toString();
    for (const [secret, text] of [
      [SECRET, body],
      [OTHER_SECRET, body],
      [SECRET, `${body} `],
    ] as const) {
      try {
        new Webhook(secret).verify(text, request.headers as Record<string, string>);
        results.push(true);
      } catch {
        results.push(false);
      }
    }
    response.end();
  });
  await open().send(webhook(url, { secrets: [OTHER_SECRET, SECRET] }));
  expect(results).toEqual([true, true, false]);
});

test('a redirect is an answer and is not followed; Retry-After is told', async () => {
  let requests = 0;
  const url = await serve((_request, response) => {
    requests += 1;
    response.writeHead(302, { location: 'http://169.254.169.254/', 'retry-after': '120' }).end();
  });
  expect(await open().send(webhook(url))).toMatchObject({ status: 302, retryAfter: '120' });
  expect(requests).toBe(1);
});

test('of a huge answer two kibibytes are kept, and the rest is not waited for', async () => {
  const url = await serve((_request, response) => {
    response.writeHead(500);
    const write = () => {
      while (response.write('x'.repeat(16_384)));
      response.once('drain', write);
    };
    write();
  });
  const answer = await open().send(webhook(url));
  expect(answer).toMatchObject({ status: 500, failure: null });
  expect(answer.answer).toBe('x'.repeat(2_048));
});

test('control characters of an answer are not kept', async () => {
  const url = await serve((_request, response) => void response.end('a\u0000b\u001b[31m\tc\nd'));
  const { answer } = await open().send(webhook(url));
  expect(answer).toBe('a\ufffdb\ufffd[31m\tc\nd');
});

test('a receiver that says nothing is given up at the time limit', async () => {
  const url = await serve(() => undefined);
  const answer = await open({ allowPrivate: true, timeoutMs: 50 }).send(webhook(url));
  expect(answer).toEqual({ status: null, failure: 'timeout', answer: '', retryAfter: null });
});

test('one that drips its answer is judged by its status when the time is over', async () => {
  const url = await serve((_request, response) => {
    response.writeHead(200);
    response.write('dri');
  });
  const answer = await open({ allowPrivate: true, timeoutMs: 100 }).send(webhook(url));
  expect(answer).toMatchObject({ status: 200, failure: null, answer: 'dri' });
});

test('one that drips its headers has not answered', async () => {
  const port = await serveSocket((socket) => {
    socket.on('error', () => undefined);
    socket.write('HTTP/1.1 200 OK\r\nx-a: ');
  });
  const outbound = open({ allowPrivate: true, timeoutMs: 50 });
  const answer = await outbound.send(webhook(`http://127.0.0.1:${port}/`));
  expect(answer).toMatchObject({ status: null, failure: 'timeout' });
});

test('a connection that breaks, and one that nobody takes, are told apart', async () => {
  const url = await serve((request) => request.socket.resetAndDestroy());
  const outbound = open();
  expect(await outbound.send(webhook(url))).toMatchObject({ failure: 'connection-broken' });
  const port = await serveSocket(() => undefined);
  await closing.pop()?.();
  const refused = await outbound.send(webhook(`http://127.0.0.1:${port}/`));
  expect(refused).toMatchObject({ status: null, failure: 'connection-refused' });
});

test('a word before the answer is no answer', async () => {
  const url = await serve((request, response) => {
    response.writeEarlyHints({ link: '</a>; rel=preload' }, () => request.socket.destroy());
  });
  const answer = await open().send(webhook(url));
  expect(answer).toMatchObject({ status: null, failure: 'connection-broken' });
});

test('an answer that is no HTTP is no answer', async () => {
  const port = await serveSocket((socket) => {
    socket.on('error', () => undefined);
    socket.write('220 mail.example.com ESMTP\r\n');
  });
  const answer = await open().send(webhook(`http://127.0.0.1:${port}/`));
  expect(answer).toMatchObject({ status: null, failure: 'unreadable-answer' });
});

test('a receiver whose TLS fails gets nothing', async () => {
  const received: Buffer[] = [];
  const port = await serveSocket((socket) => {
    socket.on('error', () => undefined);
    socket.on('data', (chunk) => received.push(chunk));
    socket.once('data', () => socket.end('HTTP/1.1 200 OK\r\n\r\n'));
  });
  const answer = await open().send(webhook(`https://127.0.0.1:${port}/`));
  expect(answer).toMatchObject({ status: null, failure: 'tls-failed' });
  expect(Buffer.concat(received).toString('latin1')).not.toContain('webhook');
});

test.each([
  [['169.254.169.254']],
  [['10.0.0.1']],
  [['::1']],
  [['64:ff9b::a9fe:a9fe']],
  [['8.8.8.8', '169.254.169.254']],
])('I20 a name that means %s leads nowhere', async (addresses) => {
  const outbound = open({
    resolve: (_name, done) => done(null, addresses.map(addressOf)),
  });
  const url = 'https://shop.example.com/hook';
  expect(await outbound.inspect(url)).toBe('forbidden-address');
  expect(await outbound.send(webhook(url))).toMatchObject({ failure: 'forbidden-address' });
});

test('I20 a name that changes its meaning after it was inspected is judged again', async () => {
  const port = await serveSocket((socket) => {
    connections += 1;
    socket.destroy();
  });
  let connections = 0;
  const meanings = [['93.184.216.34'], ['127.0.0.1']];
  const outbound = open({
    resolve: (_name, done) => done(null, (meanings.shift() ?? []).map(addressOf)),
  });
  const url = `https://shop.example.com:${port}/hook`;
  expect(await outbound.inspect(url)).toBeNull();
  expect(await outbound.send(webhook(url))).toMatchObject({ failure: 'forbidden-address' });
  expect(connections).toBe(0);
});

test('I20 the connection goes to the address that was judged', async () => {
  const port = await serveSocket((socket) => {
    socket.on('error', () => undefined);
    server.resolve(socket.localAddress);
    socket.destroy();
  });
  const server = Promise.withResolvers<string | undefined>();
  const outbound = open({
    allowPrivate: true,
    resolve: (_name, done) => done(null, [addressOf('127.0.0.1')]),
  });
  await outbound.send(webhook(`https://shop.example.com:${port}/`));
  expect(await server.promise).toBe('127.0.0.1');
});

test('I20 a URL that may not be sent to is refused without a connection, and a name that means nothing', async () => {
  const outbound = open({ resolve: (_name, done) => done(new Error('ENOTFOUND'), []) });
  expect(await outbound.inspect('http://127.0.0.1/')).toBe('not-https');
  expect(await outbound.inspect('https://8.8.8.8/')).toBeNull();
  expect(await outbound.inspect('https://shop.example.com/')).toBe('unresolvable');
  const url = 'https://127.0.0.1:8443/';
  expect(await outbound.send(webhook(url))).toMatchObject({ failure: 'forbidden-address' });
  expect(await outbound.send(webhook('https://shop.example.com/'))).toMatchObject({
    status: null,
    failure: 'unresolvable',
  });
});

test('connections are kept: webhooks in turn do not need one each', async () => {
  const ports = new Set<number | undefined>();
  const url = await serve((request, response) => {
    ports.add(request.socket.remotePort);
    request.resume();
    response.end();
  });
  const outbound = open();
  for (let count = 0; count < 5; count += 1) await outbound.send(webhook(url));
  expect(ports.size).toBeLessThanOrEqual(2);
});

test('closing ends what is under way', async () => {
  const begun = Promise.withResolvers<void>();
  const url = await serve(() => begun.resolve());
  const outbound = createUndiciOutbound({ allowPrivate: true });
  const answer = outbound.send(webhook(url));
  await begun.promise;
  await outbound.close();
  expect(await answer).toMatchObject({ status: null, failure: 'connection-broken' });
});

function addressOf(address: string) {
  return { address, family: address.includes(':') ? 6 : 4 };
}
