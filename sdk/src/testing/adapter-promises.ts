import { afterEach, expect, test } from 'vitest';
import type { NotificationReceiver } from '../adapters/notification-receiver.ts';
import type {
  AnswerOptions,
  NotificationHandlers,
} from '../notifications/notification-handlers.ts';
import { maxNotificationBytes } from '../notifications/open-notification.ts';
import { notice } from './notice.ts';
import { samples } from './notification-samples.ts';
import { createReceiver } from './receiver.ts';
import { signedHeaders } from './test-wechat.ts';

/** A server of the framework under test, on a port of its own. */
export interface StartedServer {
  /** The address notifications go to. */
  readonly url: string;
  close(): Promise<unknown>;
}

/** What a framework is started with. */
export interface ServerUnderTest {
  readonly receiver: NotificationReceiver;
  readonly handlers: NotificationHandlers;
  readonly options: AnswerOptions;
  /** Whether the framework's own JSON parser stands before the adapter. */
  readonly behindParser: boolean;
}

/** The promises every adapter makes, over HTTP against the real framework. */
export function adapterPromises(start: (server: ServerUnderTest) => Promise<StartedServer>): void {
  const servers: StartedServer[] = [];
  const errors: unknown[] = [];
  const seen: string[] = [];
  const handlers: NotificationHandlers = {
    'TRANSACTION.SUCCESS': ({ resource }) => seen.push(resource.attach ?? ''),
    otherwise: () => Promise.reject(new Error('the database is down')),
  };
  // Blanks, an emoji and an unusual order of keys: what any parser would write otherwise.
  const content = { ...samples.paid, attach: '奶茶🧋' };
  const body = Buffer.from(`${notice('TRANSACTION.SUCCESS', content)}\n \n`);

  async function post(bytes: Uint8Array, change: object = {}, behindParser = false) {
    const options = { onError: (error: unknown) => errors.push(error) };
    const server = await start({ receiver: createReceiver(), handlers, options, behindParser });
    servers.push(server);
    const headers = {
      'content-type': 'application/json',
      ...signedHeaders(bytes),
      ...change,
    };
    const response = await fetch(server.url, {
      method: 'POST',
      headers,
      body: Uint8Array.from(bytes),
    });
    return {
      status: response.status,
      type: response.headers.get('content-type'),
      text: await response.text(),
    };
  }

  afterEach(async () => {
    errors.length = 0;
    seen.length = 0;
    for (const server of servers.splice(0)) await server.close();
  });

  test('a notification is verified over the bytes as they came, and acknowledged with 204', async () => {
    expect(await post(body)).toMatchObject({ status: 204, text: '' });
    expect(seen).toEqual(['奶茶🧋']);
    expect(errors).toEqual([]);
  });

  test.each([['text/plain'], ['application/octet-stream']])(
    'a notification that says to be %s is read just the same',
    async (type) => {
      expect(await post(body, { 'content-type': type })).toMatchObject({ status: 204 });
    },
  );

  test('a notification that does not verify is answered 401 in JSON', async () => {
    const refused = await post(body, { 'wechatpay-signature': 'WECHATPAY/SIGNTEST/abc' });
    expect(refused).toMatchObject({
      status: 401,
      type: expect.stringMatching(/^application\/json/),
    });
    expect(JSON.parse(refused.text)).toEqual({
      code: 'FAIL',
      message: 'NOTIFICATION_UNVERIFIED: signature-probe',
    });
    expect(seen).toEqual([]);
  });

  test('a handler that fails is answered 500, and WeChat sends again', async () => {
    const refund = notice('REFUND.SUCCESS', samples.refunded);
    expect(await post(refund)).toMatchObject({ status: 500 });
    expect(errors).toEqual([new Error('the database is down')]);
  });

  test('a body over a mebibyte is answered 413', async () => {
    expect(await post(Buffer.alloc(maxNotificationBytes + 1, ' '))).toMatchObject({ status: 413 });
  });

  test('behind a JSON parser a notification is answered 500, and one sentence says why', async () => {
    expect(await post(body, {}, true)).toMatchObject({ status: 500 });
    expect(seen).toEqual([]);
    expect(errors).toHaveLength(1);
    expect(String(errors[0])).toMatch(/the body was parsed before it was verified/);
  });
}

/** Closes a Node server and what still hangs on it. */
export function closing(server: {
  close(done: () => void): unknown;
  closeAllConnections(): void;
}): () => Promise<void> {
  return () =>
    new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
}
