import { beforeEach, describe, expect, it } from 'vitest';
import { beijingDayOf, startOfDayMs } from '../ledger/beijing-day.ts';
import type { BillPayment, BillRefund, BillRefundStatus } from '../ledger/bill-line.ts';
import { type Order, PlatformFailure, type Reconciliation, type Refund } from '../ports.ts';
import {
  createTestPorts,
  stored,
  type TestPorts,
  testPayer,
} from '../testing/create-test-ports.ts';
import { flowActions } from '../testing/flow-actions.ts';
import { sampleRefundStatement } from '../testing/sample-refund.ts';
import { approveRefund } from './approve-refund.ts';
import { changeAmount } from './change-amount.ts';
import { planReconciliations } from './plan-reconciliations.ts';
import { pollOrder } from './poll-order.ts';
import { pollRefund } from './poll-refund.ts';
import { prepayOrder } from './prepay-order.ts';
import { reconcileDay } from './reconcile-day.ts';
import { rejectRefund } from './reject-refund.ts';
import { requestRefund } from './request-refund.ts';

const li = { id: 'user:li' };
const dayMs = 24 * 3_600_000;

let ports: TestPorts;
let day: string;
const { payable, notify } = flowActions(() => ports);

beforeEach(async () => {
  ports = await createTestPorts();
  day = beijingDayOf(ports.clock.nowMs());
});

async function paid(): Promise<Order> {
  const order = await payable();
  await notify(ports.platform.pay(order).statement);
  return stored(ports, order);
}

function line(order: Order, changes: Partial<BillPayment> = {}): BillPayment {
  const { outTradeNo, amountFen } = order;
  const transactionId = order.transactionId ?? `42${outTradeNo}`;
  const settlementFen = amountFen;
  const same = { outTradeNo, transactionId, amountFen, settlementFen, feeMilliFen: 0 };
  return { kind: 'payment', atMs: order.paidAtMs ?? 0, ...same, ...changes };
}

function refundLine(refund: Refund, status: BillRefundStatus = 'succeeded'): BillRefund {
  const { outTradeNo, transactionId, outRefundNo, amountFen } = refund;
  const same = { outTradeNo, transactionId, outRefundNo, amountFen, settlementFen: amountFen };
  return { kind: 'refund', atMs: 0, refundId: `50${outRefundNo}`, feeMilliFen: 0, status, ...same };
}

/** Lets the next morning come, and reconciles one bill of the day. */
async function reconcile(bill: Reconciliation['bill'] = 'trade'): Promise<Reconciliation> {
  const { merchantId } = ports.settings;
  const key = { merchantId, day, bill };
  const dueMs = startOfDayMs(day) + dayMs + 11 * 3_600_000;
  if (ports.clock.nowMs() < dueMs) ports.advance(dueMs - ports.clock.nowMs());
  await ports.store.demandReconciliation(key, ports.clock.nowMs());
  const claim = { merchantId, nowMs: ports.clock.nowMs(), leaseSeconds: 60, limit: 10 };
  const runs = await ports.store.claimDueReconciliations(claim);
  const run = runs.find((each) => each.bill === bill && each.day === day);
  if (!run) throw new Error('not due');
  return reconcileDay(ports, run);
}

async function pollRefunds(): Promise<void> {
  const claim = { merchantId: 'default', nowMs: ports.clock.nowMs(), leaseSeconds: 60, limit: 9 };
  for (const due of await ports.store.claimDueRefunds(claim)) await pollRefund(ports, due);
}

async function differences() {
  const page = { state: null, day, cursor: null, limit: 100 };
  return (await ports.store.listDifferences('default', page)).items;
}

const kinds = async () =>
  (await differences()).map(({ kind, state, resolution }) => [kind, resolution ?? state]);
const calls = (name: string) => ports.platform.calls.filter((call) => call === name).length;
const failure = (outcome: PlatformFailure['outcome'], code: string) =>
  new PlatformFailure(code, { outcome, code });

describe('I08 a day that agrees', () => {
  it('is finished with its totals, its file, an announcement, and no question', async () => {
    const order = await paid();
    const asked = calls('query');
    ports.platform.bills.trade = [line(order)];
    expect(await reconcile()).toMatchObject({
      state: 'finished',
      openDifferences: 0,
      file: { sha1: 'a'.repeat(40) },
      totals: { billPayments: 1, ourPayments: 1, billPaymentsFen: 12_800, ourPaymentsFen: 12_800 },
    });
    expect(calls('query')).toBe(asked);
    expect(await differences()).toEqual([]);
    const told = (await ports.store.records.outbox()).map(({ type }) => type);
    expect(told).toEqual(['order.paid', 'reconciliation.finished']);
  });

  it('has nothing in it when nobody bought', async () => {
    expect(await reconcile()).toMatchObject({ state: 'finished', openDifferences: 0 });
  });

  it('counts an order that was paid and has gone back since', async () => {
    const order = await paid();
    const refund = await requestRefund(ports, li, order.id, {
      amountFen: 300,
      reason: 'r',
      idempotencyKey: null,
    });
    await notify(ports.platform.refund(refund).refundStatement);
    ports.platform.bills.trade = [refundLine(refund), line(order)];
    await reconcile();
    expect(await differences()).toEqual([]);
  });
});

describe('a payment that we missed', () => {
  it('I01 I02 becomes paid by a signed answer, never by the bill alone', async () => {
    const order = await payable();
    const proven = ports.platform.pay(order);
    const transactionId = proven.statement.transactionId ?? '';
    ports.platform.bills.trade = [line(order, { transactionId })];
    expect(await reconcile()).toMatchObject({ openDifferences: 0, totals: { ourPayments: 1 } });
    const now = await stored(ports, order);
    expect(now).toMatchObject({ state: 'paid', transactionId });
    const [evidence] = await ports.store.records.evidence(now);
    expect(evidence?.source).toBe('query');
    expect(await kinds()).toEqual([['payment-missing-here', 'healed']]);
    await reconcile();
    expect(await kinds()).toEqual([['payment-missing-here', 'healed']]);
  });

  it('I02 stays unpaid when WeChat’s signed word is another', async () => {
    const order = await payable();
    ports.platform.bills.trade = [line(order)];
    await reconcile();
    expect((await stored(ports, order)).state).toBe('payable');
    expect(await kinds()).toEqual([['payment-missing-here', 'open']]);
  });

  it('I03 is disputed when it is not what was ordered', async () => {
    const order = await payable();
    ports.platform.pay(order, { amountFen: 1 });
    ports.platform.bills.trade = [line(order, { amountFen: 1 })];
    await reconcile();
    expect((await stored(ports, order)).state).toBe('disputed');
    expect(await kinds()).toEqual([['payment-disputed', 'open']]);
    await reconcile();
    expect(await kinds()).toEqual([['payment-disputed', 'open']]);
  });

  it('is asked for again later while WeChat cannot be asked', async () => {
    const order = await payable();
    ports.platform.pay(order);
    ports.platform.bills.trade = [line(order)];
    ports.platform.fail('query', failure('unknown', 'TIMEOUT'));
    expect(await reconcile()).toMatchObject({ state: 'waiting', problem: 'TIMEOUT' });
    ports.platform.fail('query', null);
    await reconcile();
    expect(await kinds()).toEqual([['payment-missing-here', 'healed']]);
  });

  it('of another system is a difference, or nothing when its numbers are ignored', async () => {
    const order = await paid();
    const foreign = line(order, { outTradeNo: 'POS-1', transactionId: '4299' });
    ports.platform.bills.trade = [line(order), foreign];
    await reconcile();
    expect(await kinds()).toEqual([['payment-unknown', 'open']]);
    const settings = { ...ports.settings, billIgnoredPrefixes: ['POS-'] };
    ports = { ...ports, settings };
    expect(await reconcile()).toMatchObject({ openDifferences: 0, totals: { ignoredRows: 1 } });
    expect(await kinds()).toEqual([['payment-unknown', 'gone']]);
  });
});

describe('I08 the edges of a day', () => {
  it('a payment of the last second is of that day, one of midnight of the next', async () => {
    const midnight = startOfDayMs(day) + dayMs;
    ports.advance(midnight - 3_600_000 - ports.clock.nowMs());
    const [last, first] = [await payable(), await payable()];
    await notify(ports.platform.pay(last, { successAtMs: midnight - 1_000 }).statement);
    await notify(ports.platform.pay(first, { successAtMs: midnight }).statement);
    ports.platform.bills.trade = [line(await stored(ports, last))];
    expect(await reconcile()).toMatchObject({ openDifferences: 0, totals: { ourPayments: 1 } });
    day = beijingDayOf(midnight);
    ports.platform.bills.trade = [line(await stored(ports, first))];
    expect(await reconcile()).toMatchObject({ openDifferences: 0, totals: { ourPayments: 1 } });
  });

  it('says so when both sides have a payment, on different days', async () => {
    const midnight = startOfDayMs(day) + dayMs;
    const order = await payable();
    await notify(ports.platform.pay(order, { successAtMs: midnight }).statement);
    ports.platform.bills.trade = [line(await stored(ports, order))];
    await reconcile();
    expect(await kinds()).toEqual([['day-differs', 'open']]);
  });

  it('a refund is of the day it was accepted, though it succeeds on the next', async () => {
    const order = await paid();
    const midnight = startOfDayMs(day) + dayMs;
    const refund = await requestRefund(ports, li, order.id, {
      amountFen: 300,
      reason: 'r',
      idempotencyKey: null,
    });
    const times = { acceptedAtMs: midnight - 1_000, succeededAtMs: midnight + 600_000 };
    await ports.store.commitRefund({ before: refund, patch: { acceptedAtMs: midnight - 1_000 } });
    await notify(ports.platform.refund(refund, times).refundStatement);
    ports.platform.bills.trade = [line(order), refundLine(refund, 'processing')];
    expect(await reconcile()).toMatchObject({ openDifferences: 0, totals: { ourRefunds: 1 } });
    expect(await differences()).toEqual([]);
    day = beijingDayOf(midnight);
    ports.platform.bills.trade = [];
    expect(await reconcile()).toMatchObject({ openDifferences: 0, totals: { ourRefunds: 0 } });
  });
});

describe('a refund that is only in the bill', () => {
  /** A refund of an order made in WeChat's console. */
  function atConsole(order: Order, amountFen: number, outRefundNo = 'CONSOLE1'): Refund {
    const made = {
      ...({ outRefundNo, outTradeNo: order.outTradeNo, amountFen } as Refund),
      transactionId: order.transactionId ?? '',
      totalFen: order.amountFen,
      requestedAtMs: ports.clock.nowMs(),
      refundId: `50${outRefundNo}`,
    };
    const statement = sampleRefundStatement(made, { source: 'query' });
    ports.platform.refunds.set(outRefundNo, statement);
    return made;
  }

  it('is taken into the books by a signed answer, and counts against the payment', async () => {
    const order = await paid();
    const made = atConsole(order, 12_000);
    ports.platform.bills.trade = [line(order), refundLine(made)];
    expect(await reconcile()).toMatchObject({ openDifferences: 0, totals: { ourRefunds: 1 } });
    const [refund] = await ports.store.listRefunds(order);
    expect(refund).toMatchObject({ kind: 'console', state: 'succeeded', amountFen: 12_000 });
    const names = (await ports.store.records.refundHistory(refund as Refund)).map((e) => e.name);
    expect(names).toEqual(['discover', 'succeed']);
    expect(await kinds()).toEqual([['refund-missing-here', 'healed']]);
    const evidence = await ports.store.records.evidence(order);
    expect(evidence.map(({ source }) => source)).toEqual(['notification', 'query']);
    const wish = { amountFen: 801, reason: 'r', idempotencyKey: null };
    await expect(requestRefund(ports, li, order.id, wish)).rejects.toMatchObject({
      code: 'refund_amount_out_of_range',
    });
    await reconcile();
    expect(await ports.store.listRefunds(order)).toHaveLength(1);
  });

  it('is finished by the poll when it was still under way', async () => {
    const order = await paid();
    const made = atConsole(order, 100);
    const under = sampleRefundStatement(made, { source: 'query', status: 'processing' });
    ports.platform.refunds.set(made.outRefundNo, under);
    ports.platform.bills.trade = [line(order), refundLine(made, 'processing')];
    await reconcile();
    const [refund] = await ports.store.listRefunds(order);
    expect(refund).toMatchObject({ state: 'processing', nextPollAtMs: expect.any(Number) });
    atConsole(order, 100);
    expect((await pollRefund(ports, refund as Refund)).state).toBe('succeeded');
  });

  it('I05 that does not fit beside what waits for approval is a difference, and fits later', async () => {
    const order = await paid();
    const wish = { amountFen: 12_800, reason: 'r', idempotencyKey: null };
    const waiting = await requestRefund(ports, li, order.id, wish);
    const made = atConsole(order, 100);
    ports.platform.bills.trade = [line(order), refundLine(made)];
    await reconcile();
    expect(await kinds()).toEqual([['refund-exceeds-payment', 'open']]);
    expect(await ports.store.listRefunds(order)).toHaveLength(1);
    await rejectRefund(ports, li, waiting.id, 'made in the console');
    await reconcile();
    expect((await kinds()).sort()).toEqual([
      ['refund-exceeds-payment', 'gone'],
      ['refund-missing-here', 'healed'],
    ]);
  });

  it('that WeChat closed is not made again, and gives its amount back', async () => {
    const order = await paid();
    const made = atConsole(order, 100);
    const ended = sampleRefundStatement(made, { source: 'query', status: 'closed' });
    ports.platform.refunds.set(made.outRefundNo, ended);
    ports.platform.bills.trade = [line(order), refundLine(made, 'closed')];
    expect(await reconcile()).toMatchObject({ openDifferences: 0 });
    ports.advance(dayMs);
    await pollRefunds();
    const wish = { amountFen: 10_000, reason: 'r', idempotencyKey: null };
    expect((await requestRefund(ports, li, order.id, wish)).state).toBe('processing');
    expect(calls('refund')).toBe(1);
  });

  it('I07 of late money closes its order when all has gone back', async () => {
    ports = { ...ports, settings: { ...ports.settings, latePayment: 'refund' } };
    const order = await payable('cup');
    ports.advance(2 * 3_600_000);
    await pollOrder(ports, order);
    ports.platform.fail('refund', failure('refused', 'NOT_ENOUGH'));
    await notify(ports.platform.pay(order).statement);
    const late = await stored(ports, order);
    expect(late.state).toBe('refunding');
    const [own] = await ports.store.listRefunds(late);
    await ports.store.commitRefund({
      before: own as Refund,
      patch: { state: 'closed', problem: 'REFUSED', nextPollAtMs: null },
      event: { name: 'refuse', from: 'requested', to: 'closed', atMs: 0, by: 'wechat', note: null },
    });
    const made = atConsole(late, late.amountFen);
    ports.platform.bills.trade = [line(late), refundLine(made)];
    await reconcile();
    await pollRefunds();
    expect((await stored(ports, order)).state).toBe('closed');
  });

  describe('of a part of late money', () => {
    let late: Order;

    beforeEach(async () => {
      ports = { ...ports, settings: { ...ports.settings, latePayment: 'refund' } };
      const order = await payable('tea');
      ports.advance(2 * 3_600_000);
      await pollOrder(ports, order);
      await notify(ports.platform.pay(order).statement);
      late = await stored(ports, order);
      ports.platform.bills.trade = [line(late), refundLine(atConsole(late, 5_000))];
    });

    /** More than is left cannot be refunded. */
    async function refuseOwn(): Promise<void> {
      ports.platform.fail('refund', failure('refused', 'INVALID_REQUEST'));
      await pollRefunds();
      ports.platform.fail('refund', null);
    }

    /** The rest is sent, it arrives, and that is the end of the order. */
    async function expectRest() {
      await pollRefunds();
      await pollRefunds();
      const rest = (await ports.store.listRefunds(late)).find(
        ({ state, kind }) => kind === 'late' && state !== 'closed',
      );
      expect(rest).toMatchObject({ amountFen: 7_800, totalFen: 12_800, requestedBy: 'system' });
      ports.advance(60_000);
      await pollRefunds();
      await notify(ports.platform.refund(rest as Refund).refundStatement);
      await pollRefunds();
      expect((await stored(ports, late)).state).toBe('closed');
    }

    it('I07 is followed by the rest, whose refund as a whole WeChat had refused', async () => {
      await refuseOwn();
      await reconcile();
      await expectRest();
    });

    it('I07 is followed by the rest too when the bill came before that refusal', async () => {
      await reconcile();
      expect(await kinds()).toEqual([['refund-exceeds-payment', 'open']]);
      await refuseOwn();
      await pollRefunds();
      const { merchantId } = ports.settings;
      const claim = { merchantId, nowMs: ports.clock.nowMs(), leaseSeconds: 60, limit: 9 };
      for (const run of await ports.store.claimDueReconciliations(claim)) {
        await reconcileDay(ports, run);
      }
      await expectRest();
    });

    it('I07 is no end when it comes to nothing: all of it goes back', async () => {
      await refuseOwn();
      const ended = sampleRefundStatement(atConsole(late, 5_000), {
        source: 'query',
        status: 'closed',
      });
      ports.platform.refunds.set('CONSOLE1', ended);
      await reconcile();
      await pollRefunds();
      const standing = (await ports.store.listRefunds(late)).filter(
        ({ state }) => state !== 'closed',
      );
      expect(standing.map(({ amountFen }) => amountFen)).toEqual([12_800]);
    });
  });

  it('I07 of a part of money that came twice is followed by the rest', async () => {
    const first = await payable();
    const { order: second } = await prepayOrder(
      ports,
      testPayer,
      (await changeAmount(ports, li, first.id, 9_900)).id,
    );
    await notify(ports.platform.pay(second).statement);
    const twice = ports.platform.pay(first).statement;
    await notify(twice);
    ports.platform.fail('refund', failure('refused', 'INVALID_REQUEST'));
    await pollRefunds();
    ports.platform.fail('refund', null);
    const former = { ...first, transactionId: twice.transactionId, paidAtMs: ports.clock.nowMs() };
    const made = atConsole(former, 5_000);
    const paidOrder = await stored(ports, second);
    ports.platform.bills.trade = [line(paidOrder), line(former), refundLine(made)];
    expect(await reconcile()).toMatchObject({ openDifferences: 0 });
    await pollRefunds();
    const refunds = await ports.store.listRefunds(first);
    const standing = refunds.filter(({ state }) => state !== 'closed');
    expect(standing.map(({ kind, amountFen, totalFen }) => [kind, amountFen, totalFen])).toEqual(
      expect.arrayContaining([
        ['surplus', 5_000, 12_800],
        ['surplus', 7_800, 12_800],
      ]),
    );
    expect(standing).toHaveLength(2);
    expect(await stored(ports, second)).toMatchObject({ state: 'paid', amountFen: 9_900 });
  });

  it('of another system’s payment is a difference', async () => {
    const order = await paid();
    const foreign = { ...refundLine(atConsole(order, 100)), outTradeNo: 'POS-1' };
    ports.platform.bills.trade = [line(order), foreign];
    await reconcile();
    expect(await kinds()).toEqual([['refund-unknown', 'open']]);
  });

  it('that WeChat itself does not confirm stays a difference', async () => {
    const order = await paid();
    const made = atConsole(order, 100);
    ports.platform.refunds.clear();
    ports.platform.bills.trade = [line(order), refundLine(made)];
    await reconcile();
    const [difference] = await differences();
    expect(difference).toMatchObject({
      kind: 'refund-missing-here',
      state: 'open',
      note: 'RESOURCE_NOT_EXISTS',
    });
  });

  it('of a payment that was missed too finds it in the books', async () => {
    const order = await payable();
    const { statement } = ports.platform.pay(order);
    const { transactionId } = statement;
    const made = atConsole({ ...order, transactionId }, 100);
    ports.platform.bills.trade = [refundLine(made), line({ ...order, transactionId })];
    expect(await reconcile()).toMatchObject({ openDifferences: 0 });
    expect((await stored(ports, order)).state).toBe('paid');
    expect(await ports.store.listRefunds(order)).toMatchObject([{ kind: 'console' }]);
  });
});

describe('a refund of ours', () => {
  it('whose end was not heard of is asked about and set right', async () => {
    const order = await paid();
    const wish = { amountFen: 300, reason: 'r', idempotencyKey: null };
    const refund = await requestRefund(ports, li, order.id, wish);
    ports.platform.refund(refund, { acceptedAtMs: refund.acceptedAtMs });
    ports.platform.bills.trade = [line(order), refundLine(refund)];
    await reconcile();
    expect((await ports.store.findRefund('default', refund.id))?.state).toBe('succeeded');
    expect(await kinds()).toEqual([['refund-state-differs', 'healed']]);
  });

  it('that only a notification spoke of gets the day of its acceptance', async () => {
    const order = await paid();
    const wish = { amountFen: 10_001, reason: 'r', idempotencyKey: null };
    const held = await requestRefund(ports, li, order.id, wish);
    ports.platform.fail('refund', failure('unknown', 'TIMEOUT'));
    const sent = await approveRefund(ports, { id: 'user:wang' }, held.id);
    const acceptedAtMs = ports.clock.nowMs();
    const { refundStatement } = ports.platform.refund(sent, { acceptedAtMs });
    await notify({ ...refundStatement, acceptedAtMs: null });
    expect((await ports.store.findRefund('default', sent.id))?.acceptedAtMs).toBeNull();
    ports.platform.bills.trade = [line(order), refundLine(sent)];
    expect(await reconcile()).toMatchObject({ openDifferences: 0, totals: { ourRefunds: 1 } });
    expect(await differences()).toEqual([]);
    expect((await ports.store.findRefund('default', sent.id))?.acceptedAtMs).toBe(acceptedAtMs);
  });

  it('that the bill has closed while we know that it succeeded is a difference', async () => {
    const order = await paid();
    const wish = { amountFen: 300, reason: 'r', idempotencyKey: null };
    const refund = await requestRefund(ports, li, order.id, wish);
    await notify(ports.platform.refund(refund).refundStatement);
    ports.platform.bills.trade = [line(order), refundLine(refund, 'closed')];
    await reconcile();
    expect(await kinds()).toEqual([['refund-state-differs', 'open']]);
  });
});

describe('a bill', () => {
  it('that is not ready is asked for again in half an hour, and then matched', async () => {
    const order = await paid();
    ports.platform.bills.trade = null;
    const run = await reconcile();
    expect(run).toMatchObject({ state: 'waiting', problem: 'STATEMENT_CREATING' });
    expect(Number(run.nextRunAtMs) - ports.clock.nowMs()).toBe(30 * 60_000);
    ports.platform.bills.trade = [line(order)];
    expect(await reconcile()).toMatchObject({ state: 'finished', problem: null });
  });

  it('whose transaction and number do not belong together gives one difference, not three', async () => {
    const order = await paid();
    ports.platform.bills.trade = [line(order, { transactionId: '4298' })];
    await reconcile();
    expect(await kinds()).toEqual([['reference-differs', 'open']]);
  });

  it('that contradicts itself is fetched three times before that is written down', async () => {
    ports.platform.fail('bill', failure('none', 'BILL_SUMMARY_DIFFERS'));
    expect(await reconcile()).toMatchObject({ state: 'waiting', attempts: 1 });
    expect(await reconcile()).toMatchObject({ state: 'waiting', attempts: 2 });
    expect(await reconcile()).toMatchObject({
      state: 'finished',
      openDifferences: 1,
      totals: null,
    });
    ports.platform.fail('bill', null);
    await reconcile();
    expect(await kinds()).toEqual([['summary-differs', 'gone']]);
  });
});

describe('a fund-flow bill', () => {
  it('waits for the trade bill, and agrees with it to the fen', async () => {
    const order = await paid();
    ports.platform.bills.trade = [line(order, { feeMilliFen: 77_000 })];
    ports.platform.bills.fund = [
      { kind: 'payment', amountFen: 12_800 },
      { kind: 'fee', amountFen: -77 },
      { kind: 'other', amountFen: -5_000 },
    ];
    expect(await reconcile('fund-flow')).toMatchObject({ problem: 'TRADE_BILL_FIRST' });
    await reconcile();
    expect(await reconcile('fund-flow')).toMatchObject({
      state: 'finished',
      openDifferences: 0,
      totals: { netFen: 12_723, feeFen: 77, otherRows: 1, otherFen: -5_000 },
    });
  });

  it('that moved a fen less is one difference of the day', async () => {
    const order = await paid();
    ports.platform.bills.trade = [line(order)];
    ports.platform.bills.fund = [{ kind: 'payment', amountFen: 12_799 }];
    await reconcile();
    await reconcile('fund-flow');
    expect(await differences()).toMatchObject([
      { kind: 'fund-flow-differs', oursFen: 12_800, billFen: 12_799 },
    ]);
  });
});

describe('planReconciliations', () => {
  it('puts each day there once, from the first order’s on', async () => {
    expect(await planReconciliations(ports)).toBe(1);
    expect(await planReconciliations(ports)).toBe(0);
    ports.advance(3 * dayMs);
    expect(await planReconciliations(ports)).toBe(3);
    const days = await ports.store.listReconciliations('default', { before: null, limit: 10 });
    expect(days).toHaveLength(8);
    expect(days.every(({ state }) => state === 'waiting')).toBe(true);
  });

  it('I08 begins with the first order, paid or not: its number may have been paid past us', async () => {
    await payable();
    ports.advance(2 * dayMs);
    expect(await planReconciliations(ports)).toBe(3);
  });
});
