import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';

/** One request that reached a fake. */
export interface Received {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** A server that answers as told and remembers what it was asked. */
export interface FakeServer {
  readonly url: string;
  readonly received: Received[];
  close(): Promise<void>;
}

/** An answer; the default status is 200. Objects are sent as JSON. */
export interface FakeAnswer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string | string[]>>;
  readonly body?: unknown;
}

/** Starts a server whose answers come from `answer`; `null` drops the connection. */
export async function startFakeServer(
  answer: (request: Received) => FakeAnswer | null | Promise<FakeAnswer | null>,
): Promise<FakeServer> {
  const received: Received[] = [];
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const part of request.setEncoding('utf8')) body += String(part);
    const { method = '', url: path = '', headers } = request;
    const one = { method, path, headers, body };
    received.push(one);
    const given = await answer(one);
    if (given === null) {
      request.socket.destroy();
      return;
    }
    const isText = typeof given.body === 'string';
    response.writeHead(given.status ?? 200, {
      'content-type': isText ? 'text/plain' : 'application/json',
      ...given.headers,
    });
    response.end(isText ? given.body : JSON.stringify(given.body ?? null));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    received,
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

/** The sheet that the fake WeChat opens. */
const sheet = { merchantName: '一分小店', amountFen: 12_801, description: '龙井茶 × 1' };

/** Plays the control API of the simulator: every paySign but `bad` is right. */
export function startFakeWechat(): Promise<FakeServer> {
  const ends: Record<string, string | null> = {
    pay: 'requestPayment:ok',
    cancel: 'requestPayment:fail cancel',
    'not-enough': 'requestPayment:fail cancel',
    'pay-but-cancel': 'requestPayment:fail cancel',
  };
  let codes = 0;
  const messages: object[] = [];
  return startFakeServer(({ path, body }) => {
    if (path === '/_simulator/subscribe-messages') return { body: { items: messages } };
    const asked = JSON.parse(body) as Record<string, string>;
    if (path === '/_simulator/subscriptions') {
      const { openid, templateId } = asked;
      // A server that sends as soon as it may.
      const page = 'pages/second/second?id=7';
      const data = { amount2: '¥128.01' };
      if (asked.answer === 'accept') messages.push({ openid, templateId, data, page });
      return { body: asked };
    }
    if (path === '/_simulator/receipts') {
      return { body: { status: asked.choice === 'confirm' ? 'success' : 'cancel', errormsg: '' } };
    }
    if (path === '/_simulator/login-codes') {
      codes += 1;
      return { body: { code: `code-${codes}`, openid: asked.openid } };
    }
    if (path === '/_simulator/cashiers') {
      return {
        body:
          asked.paySign === 'bad'
            ? {
                state: 'refused',
                errMsg: 'requestPayment:fail cancel',
                dialog: '支付验证签名失败',
              }
            : { state: 'open', cashierId: 'cashier1', sheet },
      };
    }
    return { body: { errMsg: ends[asked.choice ?? ''] ?? null } };
  });
}
