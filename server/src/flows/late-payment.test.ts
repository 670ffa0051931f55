import { beforeEach, describe, expect, it } from 'vitest';
import type { Order, Refund } from '../ports.ts';
import {
  createTestPorts,
  stored,
  type TestPorts,
  testPayer,
} from '../testing/create-test-ports.ts';
import { flowActions } from '../testing/flow-actions.ts';
import { cancelOrder } from './cancel-order.ts';
import { pollRefund } from './poll-refund.ts';
import { requestRefund } from './request-refund.ts';

let ports: TestPorts;
const { buy, payable, notify, stock } = flowActions(() => ports);

async function open(latePayment: 'accept' | 'refund'): Promise<void> {
  const created = await createTestPorts();
  ports = { ...created, settings: { ...created.settings, latePayment } };
}

/** An order that was cancelled, and the notification that it was paid all the same. */
async function paidLate() {
  const order = await payable('cup', 2);
  await cancelOrder(ports, testPayer, order.id);
  return { order, late: ports.platform.pay(order).statement };
}

async function pollDue(): Promise<void> {
  const claim = { merchantId: 'default', nowMs: ports.clock.nowMs(), leaseSeconds: 60, limit: 9 };
  await Promise.all(
    (await ports.store.claimDueRefunds(claim)).map((refund) => pollRefund(ports, refund)),
  );
}

async function refundsOf(order: Order): Promise<readonly Refund[]> {
  return ports.store.listRefunds(order);
}

async function only(order: Order): Promise<Refund> {
  const [refund, ...others] = await refundsOf(order);
  if (!refund || others.length > 0) throw new Error('not exactly one refund');
  return refund;
}

const announced = async () => (await ports.store.records.outbox()).map(({ type }) => type);
const history = async (order: Order) =>
  (await ports.store.records.history(order)).map(({ name }) => name);

describe('I07 late money that is accepted', () => {
  beforeEach(() => open('accept'));

  it('pays the order and takes the stock again', async () => {
    const { order, late } = await paidLate();
    expect(await stock('cup')).toBe(2);
    await notify(late);
    expect(await stored(ports, order)).toMatchObject({ state: 'paid' });
    expect(await stock('cup')).toBe(0);
    expect(await refundsOf(order)).toEqual([]);
    expect(await announced()).toEqual(['order.closed', 'order.paid']);
  });

  it('is not refused when others have bought the stock meanwhile: what is missing is counted', async () => {
    const { order, late } = await paidLate();
    await buy('cup', null, 1);
    await notify(late);
    expect(await stored(ports, order)).toMatchObject({ state: 'paid' });
    expect(await stock('cup')).toBe(0);
    expect(await ports.store.records.oversold('default')).toEqual({ cup: 1 });
  });
});

describe('I07 late money that goes back', () => {
  beforeEach(() => open('refund'));

  it('is refunded in full without anybody’s doing, and the order ends closed', async () => {
    const { order, late } = await paidLate();
    await notify(late);
    expect(await stored(ports, order)).toMatchObject({ state: 'refunding' });
    await pollDue();
    const refund = await only(order);
    expect(refund).toMatchObject({
      kind: 'late',
      state: 'processing',
      amountFen: order.amountFen,
      requestedBy: 'system',
    });
    await notify(ports.platform.refund(refund).refundStatement);
    await pollDue();
    expect(await stored(ports, order)).toMatchObject({ state: 'closed', nextPollAtMs: null });
    expect(await history(order)).toEqual([
      'create',
      'prepay',
      'begin-close',
      'close',
      'return',
      'refund',
    ]);
    expect(await announced()).toEqual([
      'order.closed',
      'order.refunding',
      'refund.succeeded',
      'order.closed',
    ]);
    expect((await only(order)).nextPollAtMs).toBeNull();
    expect(await stock('cup')).toBe(2);
  });

  it('I11 goes back once, however often WeChat says that it came', async () => {
    const { order, late } = await paidLate();
    await Promise.all([notify(late), notify(late), notify(late)]);
    await pollDue();
    await notify(ports.platform.refund(await only(order)).refundStatement);
    await notify(late);
    await pollDue();
    await notify(late);
    expect(await refundsOf(order)).toHaveLength(1);
    expect(await stored(ports, order)).toMatchObject({ state: 'closed' });
  });

  it('goes again under a new number when WeChat closed the refund, until it has gone', async () => {
    const { order, late } = await paidLate();
    await notify(late);
    await pollDue();
    const first = await only(order);
    await notify(ports.platform.refund(first, { status: 'closed' }).refundStatement);
    await pollDue();
    await pollDue();
    const [second, ...others] = (await refundsOf(order)).filter(({ id }) => id !== first.id);
    if (!second) throw new Error('it was not refunded again');
    expect(others).toEqual([]);
    ports.advance(60_000);
    await pollDue();
    await notify(ports.platform.refund(second).refundStatement);
    await pollDue();
    expect(await stored(ports, order)).toMatchObject({ state: 'closed' });
  });

  it('goes again once, also when the process died right after the new refund had begun', async () => {
    const { order, late } = await paidLate();
    await notify(late);
    await pollDue();
    const first = await only(order);
    await notify(ports.platform.refund(first, { status: 'closed' }).refundStatement);
    const { commitRefund } = ports.store;
    ports.store.commitRefund = async () => {
      throw new Error('killed');
    };
    await expect(pollDue()).rejects.toThrow('killed');
    ports.store.commitRefund = commitRefund;
    expect(await refundsOf(order)).toHaveLength(2);
    ports.advance(60_000);
    await pollDue();
    const states = (await refundsOf(order)).map(({ state }) => state);
    expect(states.sort()).toEqual(['closed', 'processing']);
  });

  it('may be asked for by a person when WeChat refused the refund for good', async () => {
    const { order, late } = await paidLate();
    await notify(late);
    const refund = await only(order);
    await ports.store.commitRefund({
      before: refund,
      patch: { state: 'closed', problem: 'INVALID_REQUEST', nextPollAtMs: null },
      event: { name: 'refuse', from: 'requested', to: 'closed', atMs: 0, by: 'wechat', note: null },
    });
    const wish = { amountFen: order.amountFen, reason: '补退', idempotencyKey: null };
    const asked = await requestRefund(ports, { id: 'user:li' }, order.id, wish);
    expect(asked.kind).toBe('late');
    await notify(ports.platform.refund(asked).refundStatement);
    await pollDue();
    expect(await stored(ports, order)).toMatchObject({ state: 'closed' });
  });

  it('is nothing special for an order that is paid in time', async () => {
    const order = await payable();
    await notify(ports.platform.pay(order).statement);
    expect(await stored(ports, order)).toMatchObject({ state: 'paid' });
    expect(await refundsOf(order)).toEqual([]);
  });
});
