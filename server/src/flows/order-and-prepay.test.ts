import { beforeEach, expect, it } from 'vitest';
import { type Order, PlatformFailure } from '../ports.ts';
import {
  createTestPorts,
  stored,
  type TestPorts,
  testPayer,
} from '../testing/create-test-ports.ts';
import { flowActions } from '../testing/flow-actions.ts';
import { cancelOrder } from './cancel-order.ts';
import { orderAndPrepay } from './order-and-prepay.ts';
import { prepayOrder } from './prepay-order.ts';

let ports: TestPorts;
const { buy, pollDue } = flowActions(() => ports);
beforeEach(async () => {
  ports = await createTestPorts();
});

const wish = {
  openid: testPayer.openid,
  items: [{ productId: 'tea', quantity: 1 }],
  idempotencyKey: 'tap-1',
};
const silent = new PlatformFailure('no answer', { outcome: 'unknown', code: 'timeout' });
const prepays = () => ports.platform.calls.filter((name) => name === 'prepay').length;

it('keeps order and intent by one commit before WeChat is called, and the result after', async () => {
  let during: Order | null = null;
  let commits = 0;
  ports.platform.during('prepay', async () => {
    [during = null] = (
      await ports.store.listOrders(testPayer, { cursor: null, limit: 1 })
    ).items.slice();
    expect(commits).toBe(0);
  });
  const store: TestPorts['store'] = {
    ...ports.store,
    commitOrder(commit) {
      commits += 1;
      return ports.store.commitOrder(commit);
    },
  };
  const placed = await orderAndPrepay({ ...ports, store }, wish);
  expect(during).toMatchObject({ state: 'created', askedAtMs: ports.clock.nowMs(), version: 1 });
  expect(commits).toBe(1);
  expect(placed).toMatchObject({
    order: { state: 'payable', version: 2 },
    requestPayment: { package: `prepay_id=${placed.order.prepayId}` },
  });
  expect(await stored(ports, placed.order)).toEqual(placed.order);
});

it('is due where an order is that was prepaid by a request of its own', async () => {
  const { order } = await orderAndPrepay(ports, wish);
  const bought = await buy('tea');
  const apart = await prepayOrder(ports, testPayer, bought.id);
  expect(order.nextPollAtMs).toBe(apart.order.nextPollAtMs);
});

it('I15 takes a repeated key for the same order, and calls WeChat once', async () => {
  const first = await orderAndPrepay(ports, wish);
  const second = await orderAndPrepay(ports, wish);
  expect(second.order).toEqual(first.order);
  expect(second).toHaveProperty('requestPayment');
  expect(prepays()).toBe(1);
  const other = { ...wish, items: [{ productId: 'tea', quantity: 2 }] };
  await expect(orderAndPrepay(ports, other)).rejects.toMatchObject({
    code: 'idempotency_conflict',
  });
});

it('records the intent of an order that the same key has made without, before WeChat is called', async () => {
  const order = await buy('tea', 'tap-1');
  expect(order.askedAtMs).toBeNull();
  let during: Order | null = null;
  ports.platform.during('prepay', async () => {
    during = await stored(ports, order);
  });
  const placed = await orderAndPrepay(ports, wish);
  expect(during).toMatchObject({ askedAtMs: ports.clock.nowMs(), version: 2 });
  expect(placed).toMatchObject({ order: { id: order.id, state: 'payable' } });
});

it('two taps at one moment are one order, and both may pay it', async () => {
  const placed = await Promise.all([orderAndPrepay(ports, wish), orderAndPrepay(ports, wish)]);
  expect(new Set(placed.map(({ order }) => order.id)).size).toBe(1);
  for (const one of placed) expect(one).toHaveProperty('requestPayment');
});

it('an order that WeChat does not take stands, says why, and is taken later under the same key', async () => {
  ports.platform.fail('prepay', silent);
  const placed = await orderAndPrepay(ports, wish);
  expect(placed).toMatchObject({
    order: { state: 'created', askedAtMs: ports.clock.nowMs() },
    refusal: { code: 'wechat_unavailable', details: { outcome: 'unknown' } },
  });
  expect(await stored(ports, placed.order)).toEqual(placed.order);
  ports.platform.fail('prepay', null);
  const again = await orderAndPrepay(ports, wish);
  expect(again).toMatchObject({ order: { id: placed.order.id, state: 'payable' } });
});

it('WeChat is asked about an order whose answer was lost, and closes it when it expires', async () => {
  ports.platform.fail('prepay', silent);
  const { order } = await orderAndPrepay(ports, wish);
  ports.advance(10_000);
  await pollDue();
  expect(ports.platform.calls).toContain('query');
  ports.advance(order.expiresAtMs - ports.clock.nowMs());
  await pollDue();
  expect(ports.platform.calls).toContain('close');
  expect((await stored(ports, order)).state).toBe('closed');
});

it('an order that was cancelled while WeChat was asked hands out nothing', async () => {
  ports.platform.during('prepay', async () => {
    const [order] = (await ports.store.listOrders(testPayer, { cursor: null, limit: 1 })).items;
    if (order) await cancelOrder(ports, testPayer, order.id);
  });
  const placed = await orderAndPrepay(ports, wish);
  expect(placed).toMatchObject({
    refusal: { code: 'order_closed' },
    order: { id: placed.order.id },
  });
  expect(placed).not.toHaveProperty('requestPayment');
  expect(placed.order).toEqual(await stored(ports, placed.order));
});

it('what is sold out is not ordered, and WeChat hears nothing', async () => {
  const cups = { ...wish, items: [{ productId: 'cup', quantity: 3 }] };
  await expect(orderAndPrepay(ports, cups)).rejects.toMatchObject({ code: 'product_unavailable' });
  expect(ports.platform.calls).toEqual([]);
});

it('a store that fails after the call is a failure, not a problem of the order', async () => {
  const store = { ...ports.store, commitOrder: () => Promise.reject(new Error('disk full')) };
  await expect(orderAndPrepay({ ...ports, store }, wish)).rejects.toThrow('disk full');
});
