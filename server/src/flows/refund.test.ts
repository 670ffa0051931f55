import { beforeEach, describe, expect, it } from 'vitest';
import { type Order, PlatformFailure, type Refund } from '../ports.ts';
import { createTestPorts, stored, type TestPorts } from '../testing/create-test-ports.ts';
import { flowActions } from '../testing/flow-actions.ts';
import { sampleRefundStatement } from '../testing/sample-refund.ts';
import { acceptNotification } from './accept-notification.ts';
import { approveRefund } from './approve-refund.ts';
import { pollRefund } from './poll-refund.ts';
import { rejectRefund } from './reject-refund.ts';
import { requestRefund } from './request-refund.ts';

const li = { id: 'user:li' };
const wang = { id: 'user:wang' };
const minuteMs = 60_000;

let ports: TestPorts;
const { payable, notify } = flowActions(() => ports);

beforeEach(async () => {
  ports = await createTestPorts();
});

async function paid(productId = 'tea'): Promise<Order> {
  const order = await payable(productId);
  await notify(ports.platform.pay(order).statement);
  return stored(ports, order);
}

function request(order: Order, amountFen: number, idempotencyKey: string | null = null) {
  return requestRefund(ports, li, order.id, { amountFen, reason: '少发一件', idempotencyKey });
}

async function now(refund: Refund): Promise<Refund> {
  const found = await ports.store.findRefund(refund.merchantId, refund.id);
  if (!found) throw new Error('no such refund');
  return found;
}

async function pollDue(): Promise<Refund[]> {
  const nowMs = ports.clock.nowMs();
  const { merchantId } = ports.settings;
  const claim = { merchantId, nowMs, leaseSeconds: 60, limit: 50 };
  const due = await ports.store.claimDueRefunds(claim);
  return Promise.all(due.map((refund) => pollRefund(ports, refund)));
}

const announced = async () => (await ports.store.records.outbox()).map(({ type }) => type);
const history = async (refund: Refund) =>
  (await ports.store.records.refundHistory(refund)).map(({ name, by }) => [name, by]);
const calls = (name: string) => ports.platform.calls.filter((call) => call === name).length;
const failure = (outcome: PlatformFailure['outcome'], code: string) =>
  new PlatformFailure(code, { outcome, code });

describe('requestRefund', () => {
  it('sends a part of the payment back, and the notification ends it', async () => {
    const order = await paid();
    const refund = await request(order, 100);
    expect(refund).toMatchObject({
      state: 'processing',
      amountFen: 100,
      totalFen: 12_800,
      transactionId: order.transactionId,
      requestedBy: 'user:li',
    });
    await notify(ports.platform.refund(refund).refundStatement);
    expect(await now(refund)).toMatchObject({ state: 'succeeded', nextPollAtMs: null });
    expect(await history(refund)).toEqual([
      ['request', 'user:li'],
      ['accept', 'wechat'],
      ['succeed', 'wechat'],
    ]);
    expect(await announced()).toEqual(['order.paid', 'refund.succeeded']);
    expect((await stored(ports, order)).state).toBe('paid');
  });

  it('I15 gives the same refund for the same key and wish, and refuses another wish', async () => {
    const order = await paid();
    const [first, second] = await Promise.all([request(order, 100, 'k'), request(order, 100, 'k')]);
    expect(second.id).toBe(first.id);
    expect((await request(order, 100, 'k')).id).toBe(first.id);
    expect(calls('refund')).toBe(1);
    await expect(request(order, 101, 'k')).rejects.toMatchObject({ code: 'idempotency_conflict' });
  });

  it('I05 lets racing requests have what is left, and not a fen more', async () => {
    const order = await paid();
    const results = await Promise.allSettled(
      Array.from({ length: 9 }, () => request(order, 2_000)),
    );
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(6);
    const refused = results.find(({ status }) => status === 'rejected');
    expect(refused).toMatchObject({
      reason: { code: 'refund_amount_out_of_range', details: { remainingFen: 800 } },
    });
  });

  it('refuses what cannot be refunded, and tells “not there” from nothing else', async () => {
    await expect(request(await payable(), 1)).rejects.toMatchObject({ code: 'order_not_paid' });
    await expect(
      requestRefund(ports, li, 'no-such-id', { amountFen: 1, reason: 'r', idempotencyKey: null }),
    ).rejects.toMatchObject({ code: 'not_found' });
  });

  it('sends the refunds of one order a minute apart', async () => {
    const order = await paid();
    await request(order, 100);
    const second = await request(order, 200);
    expect(second).toMatchObject({ state: 'requested', sentAtMs: null });
    expect(await pollDue()).toEqual([]);
    ports.advance(minuteMs);
    await pollDue();
    expect(await now(second)).toMatchObject({ state: 'processing' });
    expect(calls('refund')).toBe(2);
  });
});

describe('a refund above what one person may give', () => {
  it('is not sent before a second person has approved it', async () => {
    const refund = await request(await paid(), 10_001);
    expect(refund).toMatchObject({ state: 'awaiting-approval', nextPollAtMs: null });
    ports.advance(24 * 60 * minuteMs);
    expect(await pollDue()).toEqual([]);
    await expect(approveRefund(ports, li, refund.id)).rejects.toMatchObject({
      code: 'second_person_needed',
    });
    expect(calls('refund')).toBe(0);
    const approved = await approveRefund(ports, wang, refund.id);
    expect(approved).toMatchObject({ state: 'processing', approvedBy: 'user:wang' });
    await expect(approveRefund(ports, wang, refund.id)).rejects.toMatchObject({
      code: 'refund_not_awaiting_approval',
    });
  });

  it('holds its amount while it waits, and frees it when it is rejected', async () => {
    const order = await paid();
    const refund = await request(order, 12_800);
    await expect(request(order, 1)).rejects.toMatchObject({ code: 'refund_amount_out_of_range' });
    const rejected = await rejectRefund(ports, li, refund.id, 'the parcel arrived');
    expect(rejected).toMatchObject({ state: 'closed', problem: 'REJECTED' });
    await expect(approveRefund(ports, wang, refund.id)).rejects.toMatchObject({
      code: 'refund_not_awaiting_approval',
    });
    expect((await request(order, 1)).state).toBe('processing');
    expect(calls('refund')).toBe(1);
    expect(await announced()).toEqual(['order.paid', 'refund.closed']);
  });

  it('is decided once when two decide in the same moment', async () => {
    const refund = await request(await paid(), 12_800);
    const results = await Promise.allSettled([
      approveRefund(ports, wang, refund.id),
      rejectRefund(ports, li, refund.id, 'no'),
    ]);
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  it.each([approveRefund, (p: TestPorts, a: typeof li, id: string) => rejectRefund(p, a, id, '')])(
    'is not found by a number that is none',
    async (decide) => {
      await expect(decide(ports, wang, 'none')).rejects.toMatchObject({ code: 'not_found' });
    },
  );
});

describe('a refund whose answer was lost', () => {
  const lost = () => failure('unknown', 'TIMEOUT');

  it('I06 is asked for before anything is sent again, and found', async () => {
    const order = await paid();
    ports.platform.during('refund', async () => {
      const [refund] = await ports.store.listRefunds(order);
      if (refund) ports.platform.refund(refund, { status: 'processing' });
    });
    ports.platform.fail('refund', lost());
    const refund = await request(order, 100);
    expect(refund).toMatchObject({ state: 'requested', problem: 'TIMEOUT' });
    ports.advance(minuteMs);
    await pollDue();
    expect(await now(refund)).toMatchObject({ state: 'processing', problem: null });
    expect(calls('refund')).toBe(1);
  });

  it('I06 is sent again under the same number when WeChat does not know it', async () => {
    ports.platform.fail('refund', lost());
    const refund = await request(await paid(), 100);
    ports.platform.fail('refund', null);
    ports.advance(minuteMs);
    await pollDue();
    expect(await now(refund)).toMatchObject({ state: 'processing' });
    expect([...ports.platform.refunds.keys()]).toEqual([refund.outRefundNo]);
  });

  it('is not sent again while WeChat does not say whether it knows it', async () => {
    ports.platform.fail('refund', lost());
    ports.platform.fail('refund-query', lost());
    const refund = await request(await paid(), 100);
    for (let minute = 0; minute < 4; minute += 1) {
      ports.advance(minuteMs);
      await pollDue();
    }
    expect(calls('refund')).toBe(1);
    expect(calls('refund-query')).toBe(4);
    expect(await now(refund)).toMatchObject({ state: 'requested' });
  });

  it('is sent by the poll when the process died before it could', async () => {
    const order = await paid();
    ports.beforeNextCommit(async () => {
      throw new Error('killed');
    });
    const commit = ports.store.commitOrder;
    await expect(request(order, 100)).rejects.toThrow('killed');
    expect(await ports.store.listRefunds(order)).toEqual([]);
    // The order's commit goes through, the refund's does not.
    ports.store.commitOrder = async (wanted) => {
      ports.beforeNextCommit(async () => {});
      const result = await commit(wanted);
      ports.beforeNextCommit(async () => {
        throw new Error('killed');
      });
      return result;
    };
    await expect(request(order, 100)).rejects.toThrow('killed');
    expect(await ports.store.listRefunds(order)).toMatchObject([{ state: 'requested' }]);
    ports.advance(minuteMs);
    await pollDue();
    expect(await ports.store.listRefunds(order)).toMatchObject([{ state: 'processing' }]);
  });
});

describe('a refund that WeChat refuses', () => {
  it('waits for the recharge when the balance does not cover it, and is sent again by itself', async () => {
    ports.platform.fail('refund', failure('refused', 'NOT_ENOUGH'));
    const refund = await request(await paid(), 100);
    expect(refund).toMatchObject({ state: 'requested', problem: 'NOT_ENOUGH' });
    ports.platform.fail('refund', null);
    ports.advance(minuteMs);
    await pollDue();
    expect(await now(refund)).toMatchObject({ state: 'processing', problem: null });
  });

  it('is closed when the refusal is final, its amount free again', async () => {
    const order = await paid();
    ports.platform.fail('refund', failure('refused', 'USER_ACCOUNT_ABNORMAL'));
    const refund = await request(order, 9_000);
    expect(refund).toMatchObject({ state: 'closed', problem: 'USER_ACCOUNT_ABNORMAL' });
    expect(await history(refund)).toContainEqual(['refuse', 'wechat']);
    expect(await announced()).toContain('refund.closed');
    ports.platform.fail('refund', null);
    ports.advance(minuteMs);
    const again = await request(order, 9_000);
    expect(again.state).toBe('processing');
    expect(again.outRefundNo).not.toBe(refund.outRefundNo);
  });

  it('is believed to exist when WeChat knows it after all', async () => {
    const order = await paid();
    ports.platform.during('refund', async () => {
      const [refund] = await ports.store.listRefunds(order);
      if (refund) ports.platform.refund(refund, { status: 'processing' });
    });
    ports.platform.fail('refund', failure('refused', 'INVALID_REQUEST'));
    expect((await request(order, 100)).state).toBe('processing');
  });

  it('I06 is not closed while an earlier attempt may still arrive', async () => {
    ports.platform.fail('refund', failure('unknown', 'TIMEOUT'));
    const refund = await request(await paid(), 100);
    ports.platform.fail('refund', failure('refused', 'INVALID_REQUEST'));
    for (let minute = 1; minute <= 4; minute += 1) {
      ports.advance(minuteMs);
      await pollDue();
      expect(await now(refund)).toMatchObject({ state: 'requested', problem: 'INVALID_REQUEST' });
    }
    for (let minute = 0; minute < 30; minute += 1) {
      ports.advance(minuteMs);
      await pollDue();
    }
    expect(await now(refund)).toMatchObject({ state: 'closed' });
  });
});

describe('WeChat’s word about a refund', () => {
  it('I11 has its effect once, whichever of notification and answer comes first', async () => {
    const order = await paid();
    ports.platform.during('refund', async () => {
      const [refund] = await ports.store.listRefunds(order);
      if (!refund) throw new Error('no intent was recorded');
      await notify(ports.platform.refund(refund).refundStatement);
    });
    const refund = await request(order, 100);
    expect(refund.state).toBe('succeeded');
    await notify(sampleRefundStatement(refund));
    expect(await announced()).toEqual(['order.paid', 'refund.succeeded']);
    expect(calls('refund')).toBe(1);
  });

  it('“abnormal” is announced with what to do, and followed when somebody has done it', async () => {
    const refund = await request(await paid(), 100);
    await notify(ports.platform.refund(refund, { status: 'abnormal' }).refundStatement);
    expect(await now(refund)).toMatchObject({ state: 'abnormal', problem: 'ABNORMAL' });
    const [, abnormal] = await ports.store.records.outbox();
    expect(abnormal).toMatchObject({
      type: 'refund.abnormal',
      payload: { advice: { en: expect.stringContaining('abnormal refund') } },
    });
    ports.platform.refund(refund, { receivedBy: '招商银行借记卡0403' });
    ports.advance(4 * 60 * minuteMs);
    await pollDue();
    expect(await now(refund)).toMatchObject({
      state: 'succeeded',
      receivedBy: '招商银行借记卡0403',
    });
  });

  it('“closed” frees the amount for a new number', async () => {
    const order = await paid();
    const refund = await request(order, 10_000);
    await notify(ports.platform.refund(refund, { status: 'closed' }).refundStatement);
    expect(await now(refund)).toMatchObject({ state: 'closed', problem: 'CLOSED' });
    ports.advance(minuteMs);
    expect((await request(order, 10_000)).state).toBe('processing');
  });

  it('is found by the poll when the notification was lost', async () => {
    const refund = await request(await paid(), 100);
    ports.platform.refund(refund);
    ports.advance(minuteMs);
    await pollDue();
    expect(await now(refund)).toMatchObject({ state: 'succeeded', nextPollAtMs: null });
  });

  it('of another amount disputes the refund, and its amount stays held', async () => {
    const order = await paid();
    const refund = await request(order, 10_000);
    await notify(ports.platform.refund(refund, { amountFen: 9_999 }).refundStatement);
    expect(await now(refund)).toMatchObject({ state: 'disputed', nextPollAtMs: null });
    expect(await announced()).toContain('refund.disputed');
    await expect(request(order, 2_801)).rejects.toMatchObject({
      code: 'refund_amount_out_of_range',
    });
  });

  it('that contradicts what is final changes nothing, and is kept and told', async () => {
    const order = await paid();
    const refund = await request(order, 12_800).then(({ id }) => rejectRefund(ports, li, id, 'no'));
    const kept = (await ports.store.records.evidence(order)).length;
    await notify(sampleRefundStatement(refund));
    expect((await now(refund)).state).toBe('closed');
    expect(await ports.store.records.evidence(order)).toHaveLength(kept + 1);
    expect(ports.events.map(({ name }) => name)).toContain('refund.contradiction');
  });

  it('about a refund that is not ours is not acknowledged', async () => {
    const refund = await request(await paid(), 100);
    const statement = sampleRefundStatement(refund, { outRefundNo: 'R404' });
    const raw = { headers: {}, body: new TextEncoder().encode(JSON.stringify(statement)) };
    expect(await acceptNotification(ports, raw)).toEqual({ kind: 'unknown-order' });
  });
});
