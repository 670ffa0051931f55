import { readFileSync } from 'node:fs';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { MerchantEvent } from '@yifen/contract';
import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApiKey } from '../flows/create-api-key.ts';
import { createSecrets, systemClock, systemRandom } from '../system.ts';
import { order, type Shop, startShop } from './start-shop.ts';
import { type TestDatabase, testDatabases } from './test-database.ts';

/** One request as the merchant's system saw it. */
interface Received {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

describe.each(testDatabases)('webhooks of a server on the $name', ({ start }) => {
  let database: TestDatabase;
  let shop: Shop;
  let sink: Server;
  let sinkUrl: string;
  let key: string;
  const waiting: ((received: Received) => void)[] = [];
  const received: Received[] = [];
  let status = 204;

  beforeAll(async () => {
    database = await start();
    const environment = { YIFEN_WEBHOOK_ALLOW_PRIVATE: 'true' };
    shop = await startShop({ databaseUrl: await database.create(), environment });
    sink = createServer(async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk);
      response.writeHead(status).end();
      const seen = { headers: request.headers, body: Buffer.concat(chunks).toString() };
      const next = waiting.shift();
      if (next) next(seen);
      else received.push(seen);
    });
    await new Promise<void>((listening) => sink.listen(0, '127.0.0.1', listening));
    sinkUrl = `http://127.0.0.1:${(sink.address() as AddressInfo).port}/hook`;
    const { store, config } = shop;
    const secrets = createSecrets(config.masterKey);
    const log = { event: () => undefined };
    const house = { store, secrets, log, clock: systemClock, random: systemRandom };
    const scopes = ['webhooks:write', 'webhooks:read', 'events:read'] as const;
    const wish = { merchantId: 'default', name: 'shop', scopes, lifeSeconds: null };
    key = (await createApiKey(house, wish)).text;
  });
  afterAll(async () => {
    sink?.closeAllConnections();
    await shop?.stop();
    await new Promise((closed) => sink.close(closed));
    await database?.stop();
  });

  async function call(method: string, path: string, body?: object) {
    const answer = await fetch(`${shop.server.url}/v1/merchant/${path}`, {
      method,
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    const text = await answer.text();
    return { status: answer.status, json: text === '' ? null : JSON.parse(text) };
  }

  function nextRequest(): Promise<Received> {
    const first = received.shift();
    return first ? Promise.resolve(first) : new Promise((resolve) => waiting.push(resolve));
  }

  async function pay(): Promise<string> {
    const payer = await shop.logIn();
    const { order: created, requestPayment } = await order(payer);
    await shop.simulator.pay({ openid: payer.openid, ...requestPayment });
    return created.id;
  }

  it('reach a real receiver, who verifies them as the guide says and with the standard library', async () => {
    const created = await call('POST', 'webhook-endpoints', { url: sinkUrl });
    expect(created.status).toBe(201);
    const { id, secret } = created.json;
    const orderId = await pay();
    const { headers, body } = await nextRequest();
    const event = new Webhook(secret).verify(body, headers as Record<string, string>);
    expect(event).toMatchObject({ type: 'order.paid', data: { orderId, amountFen: 12_800 } });
    expect(headers['webhook-id']).toBe((event as MerchantEvent).id);

    for (const language of ['en', 'zh']) {
      const { verifyWebhook } = await readGuide(language);
      expect(verifyWebhook(secret, headers, body)).toEqual(event);
      expect(() => verifyWebhook(secret, headers, `${body} `)).toThrow('wrong signature');
      const old = { ...headers, 'webhook-timestamp': '1' };
      expect(() => verifyWebhook(secret, old, body)).toThrow('too old');
    }

    const rotated = await call('POST', `webhook-endpoints/${id}/rotate-secret`, {});
    await pay();
    const both = await nextRequest();
    for (const each of [secret, rotated.json.secret]) {
      expect(() => new Webhook(each).verify(both.body, both.headers as never)).not.toThrow();
    }
    const feed = await call('GET', 'events?limit=1');
    expect(feed.json).toMatchObject({ items: [event], hasMore: true });
    expect((await call('DELETE', `webhook-endpoints/${id}`)).status).toBe(204);
  });

  it('that failed are sent again when somebody asks, with the same id and body', async () => {
    const { json: endpoint } = await call('POST', 'webhook-endpoints', { url: sinkUrl });
    status = 500;
    const failed = shop.nextEvent('webhook.again');
    await pay();
    const first = await nextRequest();
    await failed;
    status = 204;
    const list = `deliveries?endpointId=${endpoint.id}`;
    const [pending] = (await waitFor(async () => {
      const { items } = (await call('GET', list)).json;
      return items[0]?.attemptCount === 1 ? items : null;
    })) as { id: string }[];
    const delivered = shop.nextEvent('webhook.delivered');
    await call('POST', `deliveries/${pending?.id}/resend`, {});
    const second = await nextRequest();
    expect(second.body).toBe(first.body);
    expect(second.headers['webhook-id']).toBe(first.headers['webhook-id']);
    await delivered;
  });

  it('do not go to this machine unless that is allowed', async () => {
    const port = new URL(sinkUrl).port;
    for (const url of [`http://10.0.0.1:${port}/`, 'https://169.254.169.254/', 'http://0.0.0.0/']) {
      expect(await call('POST', 'webhook-endpoints', { url })).toMatchObject({
        status: 400,
        json: { code: 'webhook_url_refused' },
      });
    }
  });
});

type Verify = (secret: string, headers: IncomingHttpHeaders, body: string) => unknown;

/** The function that the guide shows. */
async function readGuide(language: string): Promise<{ readonly verifyWebhook: Verify }> {
  const page = new URL(`../../../docs/guide/${language}/webhooks.md`, import.meta.url);
  const code = /<!-- verified -->\n```js\n([\s\S]*?)```/.exec(readFileSync(page, 'utf8'))?.[1];
  if (!code) throw new Error('the guide shows nothing');
  return import(`data:text/javascript,${encodeURIComponent(code)}`);
}

/** Asks until there is an answer, for at most ten seconds. */
async function waitFor<T>(ask: () => Promise<T | null>): Promise<T> {
  const deadlineMs = Date.now() + 10_000;
  for (;;) {
    const answer = await ask();
    if (answer !== null) return answer;
    if (Date.now() > deadlineMs) throw new Error('nothing came');
  }
}
