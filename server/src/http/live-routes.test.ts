import { createEventParser, type StreamEvent } from '@yifen/contract';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { houseOf } from '../create-merchants.ts';
import { createApiKey } from '../flows/create-api-key.ts';
import { createMerchantOrder } from '../flows/create-merchant-order.ts';
import { revokeApiKey } from '../flows/revoke-api-key.ts';
import { settlePayment } from '../flows/settle-payment.ts';
import { createLiveFeed, type RunningLiveFeed } from '../jobs/live-feed.ts';
import { createTestPorts, type TestPorts } from '../testing/create-test-ports.ts';
import { createHttpApp } from './create-http-app.ts';
import type { HttpApp } from './http-app.ts';

let ports: TestPorts;
let app: HttpApp;
let feed: RunningLiveFeed;
let url: string;

beforeEach(async () => {
  ports = await createTestPorts();
  feed = createLiveFeed(ports, { intervalMs: 5, beatMs: 5, maxPerHolder: 1 });
  app = await createHttpApp(houseOf(ports), { live: feed });
  url = await app.listen({ port: 0 });
});
afterEach(async () => {
  await feed.close();
  await app.close();
});

async function newKey() {
  const wish = { merchantId: 'default', name: 'erp', lifeSeconds: null };
  return createApiKey(ports, { ...wish, scopes: ['orders:read'] });
}

function open(key: string, headers: Record<string, string> = {}) {
  const authorization = `Bearer ${key}`;
  return fetch(`${url}/v1/merchant/live`, { headers: { authorization, ...headers } });
}

async function* eventsOf(answer: Response): AsyncGenerator<StreamEvent, void> {
  const found: StreamEvent[] = [];
  const parser = createEventParser((event) => found.push(event));
  const decoder = new TextDecoder();
  for await (const piece of answer.body ?? []) {
    parser.push(decoder.decode(piece, { stream: true }));
    yield* found.splice(0);
  }
}

async function pay(): Promise<string> {
  const wish = { openid: 'oPayer', amountFen: 100, description: '茶', lifeSeconds: null };
  const idempotencyKey = ports.random.uuid();
  const order = await createMerchantOrder(ports, { id: 'key:1' }, { ...wish, idempotencyKey });
  await settlePayment(ports, order, ports.platform.pay(order));
  const nowMs = ports.clock.nowMs();
  await ports.store.placeEvents({ merchantId: 'default', nowMs, limit: 10 });
  return order.id;
}

it('tells of a payment as it happens, and of what was missed', async () => {
  const missed = await pay();
  const answer = await open((await newKey()).text, { 'last-event-id': '0' });
  expect(answer.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
  expect(answer.headers.get('cache-control')).toContain('no-store');
  expect(answer.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
  const events = eventsOf(answer);
  const first = (await events.next()).value;
  expect(first).toMatchObject({ id: '1' });
  expect(JSON.parse(first?.data ?? '')).toMatchObject({
    kind: 'order',
    type: 'order.paid',
    id: missed,
  });
  const paid = await pay();
  for await (const { data } of events) {
    const { type, id } = JSON.parse(data);
    if (type === 'order.paid') {
      expect(id).toBe(paid);
      break;
    }
  }
});

it('ends when its key is revoked, and when the server goes', async () => {
  const { key, text } = await newKey();
  const answer = await open(text);
  await revokeApiKey(ports, 'default', key.id);
  const rest = await answer.text();
  expect(rest).toContain(': beat');
  const going = await open((await newKey()).text);
  await feed.close();
  await going.text();
});

it('is one at a time for each, where it is bounded so', async () => {
  const { text } = await newKey();
  const first = await open(text);
  const second = await open(text);
  expect((await second.json()).code).toBe('too_many_requests');
  await first.body?.cancel();
});
