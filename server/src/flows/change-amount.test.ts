import { beforeEach, describe, expect, it } from 'vitest';
import { type Order, PlatformFailure, type Refund } from '../ports.ts';
import {
  createTestPorts,
  stored,
  type TestPorts,
  testPayer,
} from '../testing/create-test-ports.ts';
import { flowActions } from '../testing/flow-actions.ts';
import { cancelOrder } from './cancel-order.ts';
import { changeAmount } from './change-amount.ts';
import { getOrder } from './get-order.ts';
import { pollRefund } from './poll-refund.ts';
import { prepayOrder } from './prepay-order.ts';

const li = { id: 'user:li' };

let ports: TestPorts;
const { buy, payable, notify, stock } = flowActions(() => ports);

beforeEach(async () => {
  ports = await createTestPorts();
});

const change = (order: Order, amountFen: number) => changeAmount(ports, li, order.id, amountFen);
const prepay = async (order: Order) => (await prepayOrder(ports, testPayer, order.id)).order;
const now = (order: Order) => getOrder(ports, testPayer, order.id, { confirm: false });
const refundsOf = (order: Order): Promise<readonly Refund[]> => ports.store.listRefunds(order);
const announced = async () => (await ports.store.records.outbox()).map(({ type }) => type);

async function pollDue(): Promise<void> {
  const claim = { merchantId: 'default', nowMs: ports.clock.nowMs(), leaseSeconds: 60, limit: 9 };
  for (const refund of await ports.store.claimDueRefunds(claim)) await pollRefund(ports, refund);
}

describe('changeAmount', () => {
  it('closes what WeChat knows first, and goes on under a new number', async () => {
    const order = await payable('cup');
    ports.platform.calls.length = 0;
    const changed = await change(order, 90);
    expect(ports.platform.calls).toEqual(['query', 'close']);
    expect(changed).toMatchObject({ state: 'created', amountFen: 90, prepayId: null });
    expect(changed.outTradeNo).not.toBe(order.outTradeNo);
    const again = await prepay(changed);
    await notify(ports.platform.pay(again).statement);
    expect(await now(order)).toMatchObject({ state: 'paid', amountFen: 90 });
    expect(await stock('cup')).toBe(1);
    const history = await ports.store.records.history(order);
    expect(history.map(({ name }) => name)).toEqual(['create', 'prepay', 'renew', 'prepay', 'pay']);
    expect(history[2]?.note).toBe('100 -> 90 by user:li');
  });

  it('keeps the number when WeChat never heard of the order', async () => {
    const order = await buy('tea');
    const changed = await change(order, 1);
    expect(changed).toMatchObject({ outTradeNo: order.outTradeNo, amountFen: 1 });
    expect(ports.platform.calls).toEqual([]);
    expect(await change(changed, 1)).toEqual(changed);
  });

  it('finds the order paid when it is, and changes nothing', async () => {
    const order = await payable();
    ports.platform.pay(order);
    await expect(change(order, 1)).rejects.toMatchObject({ code: 'order_already_paid' });
    expect(await stored(ports, order)).toMatchObject({ state: 'paid', amountFen: 12_800 });
  });

  it('finds it paid in the moment of the close, too', async () => {
    const order = await payable();
    ports.platform.during('close', async () => void ports.platform.pay(order));
    await expect(change(order, 1)).rejects.toMatchObject({ code: 'order_already_paid' });
    expect(await stored(ports, order)).toMatchObject({ state: 'paid', amountFen: 12_800 });
  });

  it.each(['query', 'close'] as const)(
    'changes nothing when WeChat does not answer the %s',
    async (name) => {
      const order = await payable();
      ports.platform.fail(name, new PlatformFailure('', { outcome: 'unknown', code: 'TIMEOUT' }));
      await expect(change(order, 1)).rejects.toMatchObject({ code: 'wechat_unavailable' });
      const { state, amountFen, outTradeNo } = order;
      expect(await stored(ports, order)).toMatchObject({ state, amountFen, outTradeNo });
    },
  );

  it('begins anew when the order was changed meanwhile', async () => {
    const order = await payable();
    ports.beforeNextCommit(async () => {
      await ports.store.commitOrder({ before: order, patch: { pollCount: 7 } });
    });
    expect(await change(order, 1)).toMatchObject({ state: 'created', amountFen: 1 });
  });

  it('refuses an order that is not to be paid, one of somebody else, and an amount out of range', async () => {
    const order = await payable();
    for (const amountFen of [0, -1, 1.5, 100_000_001]) {
      await expect(change(order, amountFen)).rejects.toMatchObject({ code: 'amount_out_of_range' });
    }
    await cancelOrder(ports, testPayer, order.id);
    await expect(change(order, 1)).rejects.toMatchObject({ code: 'order_closed' });
    await expect(changeAmount(ports, li, 'none', 1)).rejects.toMatchObject({ code: 'not_found' });
  });
});

describe('money under a number that was given up', () => {
  it('I04 goes back when the order is paid under the new one: the double payment', async () => {
    const first = await payable();
    const second = await prepay(await change(first, 9_900));
    await notify(ports.platform.pay(second).statement);
    const twice = ports.platform.pay(first).statement;
    await Promise.all([notify(twice), notify(twice)]);
    await pollDue();
    const [refund, ...others] = await refundsOf(first);
    expect(others).toEqual([]);
    expect(refund).toMatchObject({
      kind: 'surplus',
      state: 'processing',
      outTradeNo: first.outTradeNo,
      transactionId: twice.transactionId,
      amountFen: 12_800,
    });
    expect(await now(first)).toMatchObject({
      state: 'paid',
      transactionId: `42${second.outTradeNo}`,
    });
    if (refund) await notify(ports.platform.refund(refund).refundStatement);
    await notify(twice);
    expect(await refundsOf(first)).toHaveLength(1);
    expect(await announced()).toEqual(['order.paid', 'order.surplus', 'refund.succeeded']);
  });

  it('goes back when the order is still to be paid, which it stays', async () => {
    const first = await payable();
    const second = await prepay(await change(first, 9_900));
    await notify(ports.platform.pay(first).statement);
    expect(await now(first)).toMatchObject({ state: 'payable' });
    await notify(ports.platform.pay(second).statement);
    expect(await now(first)).toMatchObject({ state: 'paid', amountFen: 9_900 });
    expect(await refundsOf(first)).toMatchObject([{ kind: 'surplus', amountFen: 12_800 }]);
  });

  it('is no part of what can be refunded of the order', async () => {
    const first = await payable();
    const second = await prepay(await change(first, 100));
    await notify(ports.platform.pay(first).statement);
    await notify(ports.platform.pay(second).statement);
    expect((await refundsOf(first)).map(({ totalFen }) => totalFen)).toEqual([12_800]);
    expect(await now(first)).toMatchObject({ state: 'paid', amountFen: 100 });
  });

  it('I03 disputes the order when it is not what was asked for under that number', async () => {
    const first = await payable();
    await change(first, 9_900);
    await notify(ports.platform.pay(first, { amountFen: 1 }).statement);
    await notify(ports.platform.pay(first, { amountFen: 1 }).statement);
    expect(await now(first)).toMatchObject({ state: 'disputed', transactionId: null });
    expect(await refundsOf(first)).toEqual([]);
    expect(await announced()).toEqual(['order.disputed']);
    expect(await ports.store.records.evidence(first)).toHaveLength(2);
  });

  it('is not to be confused with a word that it was closed', async () => {
    const first = await payable();
    await change(first, 9_900);
    await notify({ ...ports.platform.pay(first).statement, tradeState: 'closed' });
    expect(await now(first)).toMatchObject({ state: 'created' });
    expect(await refundsOf(first)).toEqual([]);
  });
});
