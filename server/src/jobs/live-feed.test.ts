import { afterEach, beforeEach, expect, it } from 'vitest';
import { createMerchantOrder } from '../flows/create-merchant-order.ts';
import { settlePayment } from '../flows/settle-payment.ts';
import type { LiveEvent, LiveListener, Order } from '../ports.ts';
import { createTestPorts, type TestPorts } from '../testing/create-test-ports.ts';
import { createLiveFeed, type RunningLiveFeed } from './live-feed.ts';

let ports: TestPorts;
let feed: RunningLiveFeed;
let reads: number;

beforeEach(async () => {
  ports = await createTestPorts();
  reads = 0;
  const { listEvents } = ports.store;
  const store = {
    ...ports.store,
    listEvents: async (...input: Parameters<typeof listEvents>) => {
      reads += 1;
      return listEvents(...input);
    },
  };
  // Its own timers rest: a test looks when it wants to.
  feed = createLiveFeed({ ...ports, store }, { intervalMs: 3_600_000, maxPerHolder: 2 });
});
afterEach(() => feed.close());

async function place(): Promise<Order> {
  ports.advance(1_000);
  const wish = { openid: 'oPayer', amountFen: 100, description: '茶', lifeSeconds: null };
  const idempotencyKey = ports.random.uuid();
  return createMerchantOrder(ports, { id: 'key:1' }, { ...wish, idempotencyKey });
}

async function pay(order: Order): Promise<void> {
  await settlePayment(ports, order, ports.platform.pay(order));
  const nowMs = ports.clock.nowMs();
  await ports.store.placeEvents({ merchantId: 'default', nowMs, limit: 10 });
}

function listener(changes: Partial<LiveListener> = {}) {
  const heard: LiveEvent[] = [];
  const ends: string[] = [];
  return {
    heard,
    ends,
    merchantId: 'default',
    holder: 'user:li',
    after: null,
    onEvents: (events: readonly LiveEvent[]) => heard.push(...events),
    onBeat: () => undefined,
    onEnd: () => ends.push('end'),
    ...changes,
  };
}

it('tells everybody who watches what happens from then on, with one look for all', async () => {
  await pay(await place());
  const [one, two, other] = [
    listener(),
    listener(),
    listener({ merchantId: 'other', holder: 'x' }),
  ];
  for (const each of [one, two, other]) await feed.watch(each);
  const order = await place();
  await pay(order);
  reads = 0;
  await feed.tick();
  expect(one.heard.map(({ type, subject }) => [type, subject])).toEqual([
    ['order.created', order.id],
    ['order.paid', order.id],
  ]);
  expect(two.heard).toEqual(one.heard);
  expect(other.heard).toEqual([]);
  expect(reads).toBe(2);
  await feed.tick();
  expect(one.heard).toHaveLength(2);
});

it('goes on from where one was, and tells nothing twice', async () => {
  await pay(await place());
  await pay(await place());
  const back = listener({ after: 1 });
  await feed.watch(back);
  await feed.tick();
  await feed.tick();
  expect(back.heard.map(({ position }) => position)).toEqual([2]);
});

it('reads nothing while nobody watches, and no more of whom nobody watches any more', async () => {
  await feed.tick();
  const stop = await feed.watch(listener());
  stop?.();
  await feed.tick();
  expect(reads).toBe(0);
});

it('lets one person watch from so many places, and nobody when it has ended', async () => {
  const first = listener();
  const stops = [await feed.watch(first), await feed.watch(listener())];
  expect(await feed.watch(listener())).toBeNull();
  expect(await feed.watch(listener({ holder: 'user:wang' }))).not.toBeNull();
  stops[1]?.();
  expect(await feed.watch(listener())).not.toBeNull();
  await feed.close();
  expect(first.ends).toEqual(['end']);
  expect(await feed.watch(listener({ holder: 'user:zhao' }))).toBeNull();
});
