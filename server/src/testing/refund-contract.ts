import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { fen } from '../ledger/fen.ts';
import type { NewRefund, Order, Refund, RefundCommit } from '../ports.ts';
import { sampleEvidence } from './sample-evidence.ts';
import { sampleOrder } from './sample-order.ts';
import { sampleRefund } from './sample-refund.ts';
import type { StoreUnderTest } from './store-contract.ts';

/** The promises of a store about refunds, run against each implementation. */
export function refundContract(name: string, open: () => Promise<StoreUnderTest>): void {
  describe(`refunds in a store ${name}`, () => {
    let underTest: StoreUnderTest;
    let store: StoreUnderTest['store'];
    let merchantId: string;
    let order: Order;
    let merchants = 0;

    beforeAll(async () => {
      underTest = await open();
      store = underTest.store;
    });
    afterAll(() => underTest?.close());
    beforeEach(async () => {
      merchants += 1;
      merchantId = `merchant-${merchants}`;
      order = await placePaid();
    });

    /** An order of 12800 fen that was paid. */
    async function placePaid(changes: Partial<Order> = {}): Promise<Order> {
      const created = sampleOrder({
        merchantId,
        state: 'created',
        items: [],
        nextPollAtMs: null,
        ...changes,
      });
      const event = { name: 'create', from: null, to: created.state, atMs: 0, note: null };
      await store.createOrder({ order: created, event, idempotency: null });
      const transactionId = `42${created.outTradeNo}`;
      await store.commitOrder({
        before: created,
        patch: { state: 'paid', transactionId, paidAtMs: 60_000 },
        event: { name: 'pay', from: 'created', to: 'paid', atMs: 61_000, note: null },
      });
      return again(created);
    }

    async function again({ id }: Pick<Order, 'id'>): Promise<Order> {
      const found = await store.findOrderById(merchantId, id);
      if (!found) throw new Error('the order is gone');
      return found;
    }

    function newRefund(
      number: number,
      changes: Partial<Refund> = {},
      idempotency: NewRefund['idempotency'] = null,
    ): NewRefund {
      const refund = sampleRefund({
        id: `00000000-0000-4000-9000-${String(number).padStart(12, '0')}`,
        merchantId,
        orderId: order.id,
        outTradeNo: order.outTradeNo,
        transactionId: order.transactionId ?? '',
        outRefundNo: `R${number}`,
        requestedAtMs: 120_000 + number,
        ...changes,
      });
      const event = {
        name: refund.state === 'requested' ? 'request' : 'hold',
        from: null,
        to: refund.state,
        atMs: refund.requestedAtMs,
        by: 'user:li',
        note: '少发一件',
      };
      return { refund, event, idempotency };
    }

    async function begin(number: number, changes: Partial<Refund> = {}): Promise<Refund> {
      const refund = newRefund(number, changes);
      const result = await store.commitOrder({ before: await again(order), patch: {}, refund });
      if (result === 'stale') throw new Error('stale');
      return refund.refund;
    }

    function success(before: Refund, evidenceId: string): RefundCommit {
      const refundId = `50${before.outRefundNo}`;
      return {
        before,
        patch: { state: 'succeeded', refundId, succeededAtMs: 200_000, nextPollAtMs: null },
        event: {
          name: 'succeed',
          from: before.state,
          to: 'succeeded',
          atMs: 200_000,
          by: 'wechat',
          note: null,
        },
        evidence: sampleEvidence(evidenceId),
        outbox: [
          {
            id: `${merchantId}-${evidenceId}`,
            type: 'refund.succeeded',
            atMs: 200_000,
            payload: { refundId: before.id },
          },
        ],
      };
    }

    function close(before: Refund): RefundCommit {
      return {
        before,
        patch: { state: 'closed', nextPollAtMs: null },
        event: {
          name: 'close',
          from: before.state,
          to: 'closed',
          atMs: 5,
          by: 'wechat',
          note: null,
        },
      };
    }

    const announced = async () =>
      (await store.records.outbox()).filter(({ id }) => id.startsWith(`${merchantId}-`));

    test('a refund begins with its order’s commit and comes back as it was given, to its merchant only', async () => {
      const refund = await begin(1);
      expect(await store.findRefund(merchantId, refund.id)).toEqual(refund);
      expect(await store.findRefundByNumber(merchantId, 'R1')).toEqual(refund);
      expect(await store.listRefunds(order)).toEqual([refund]);
      expect(await store.records.refundHistory(refund)).toEqual([newRefund(1).event]);
      expect(await again(order)).toEqual({ ...order, version: order.version + 1 });
      expect(await store.findRefund('other', refund.id)).toBeNull();
      expect(await store.findRefundByNumber('other', 'R1')).toBeNull();
      expect(await store.findOrderById('other', order.id)).toBeNull();
    });

    test('a stale commit of the order begins no refund', async () => {
      await begin(1);
      const late = { before: order, patch: {}, refund: newRefund(2) };
      expect(await store.commitOrder(late)).toBe('stale');
      expect(await store.listRefunds(order)).toHaveLength(1);
    });

    test('an idempotency key finds what it was used for, within its order', async () => {
      const idempotency = { key: 'k', inputDigest: 'd' };
      const created = newRefund(1, {}, idempotency);
      await store.commitOrder({ before: order, patch: {}, refund: created });
      expect(await store.findRefundByKey(order, 'k')).toEqual({
        refund: created.refund,
        inputDigest: 'd',
      });
      expect(await store.findRefundByKey(order, 'other')).toBeNull();
      expect(await store.findRefundByKey({ ...order, id: 'other' }, 'k')).toBeNull();
      const twice = {
        before: await again(order),
        patch: {},
        refund: newRefund(2, {}, idempotency),
      };
      await expect(store.commitOrder(twice)).rejects.toMatchObject({
        constraint: 'refunds_one_key',
      });
    });

    test('I05 refunds that are not closed never exceed what was paid', async () => {
      await begin(1, { amountFen: fen(12_000) });
      await expect(begin(2, { amountFen: fen(801) })).rejects.toMatchObject({
        name: 'ConstraintViolation',
        constraint: 'orders_refunds_fit',
      });
      expect(await store.listRefunds(order)).toHaveLength(1);
      await begin(3, { amountFen: fen(800) });
    });

    test('I05 of twenty simultaneous refunds of a third each on one version, one begins', async () => {
      const other = await underTest.another();
      const results = await Promise.all(
        numbers(20).map((number) =>
          (number % 2 ? store : other).commitOrder({
            before: order,
            patch: {},
            refund: newRefund(number, { amountFen: fen(4_000) }),
          }),
        ),
      );
      expect(results.filter((result) => result === 'committed')).toHaveLength(1);
      expect(await store.listRefunds(order)).toHaveLength(1);
      await other.close();
    });

    test('a closed refund gives its amount back, once', async () => {
      const refund = await begin(1, { amountFen: fen(12_800) });
      await expect(begin(2, { amountFen: fen(1) })).rejects.toMatchObject({
        constraint: 'orders_refunds_fit',
      });
      expect(await store.commitRefund(close(refund))).toBe('committed');
      expect(await store.commitRefund(close(refund))).toBe('stale');
      await begin(3, { amountFen: fen(12_800) });
      await expect(begin(4, { amountFen: fen(1) })).rejects.toMatchObject({
        constraint: 'orders_refunds_fit',
      });
    });

    test('a surplus takes nothing from its order; of one transaction only one is under way', async () => {
      const surplus = { kind: 'surplus', transactionId: 'T2', totalFen: fen(99) } as const;
      const first = await begin(1, { ...surplus, amountFen: fen(99) });
      await begin(2, { amountFen: fen(12_800) });
      await expect(begin(3, { ...surplus, amountFen: fen(99) })).rejects.toMatchObject({
        constraint: 'refunds_one_per_surplus',
      });
      await store.commitRefund(close(first));
      await begin(4, { ...surplus, amountFen: fen(99) });
    });

    test('a surplus goes back in parts, and not beside one that gave back all of it', async () => {
      const surplus = { kind: 'surplus', transactionId: 'T2', totalFen: fen(99) } as const;
      const part = await begin(1, { ...surplus, amountFen: fen(40) });
      await store.commitRefund(success(part, 'E1'));
      await begin(2, { ...surplus, amountFen: fen(59) });
      const whole = { ...surplus, transactionId: 'T3', amountFen: fen(99) };
      await store.commitRefund(success(await begin(3, whole), 'E3'));
      await expect(begin(4, whole)).rejects.toMatchObject({
        constraint: 'refunds_one_per_surplus',
      });
    });

    test('refund, history, evidence and announcement are there together', async () => {
      const refund = await begin(1);
      const commit = success(refund, 'E1');
      expect(await store.commitRefund(commit)).toBe('committed');
      expect(await store.findRefund(merchantId, refund.id)).toEqual({
        ...refund,
        ...commit.patch,
        version: 2,
      });
      expect(await store.records.refundHistory(refund)).toEqual([newRefund(1).event, commit.event]);
      expect(await store.records.evidence(order)).toEqual([sampleEvidence('E1')]);
      expect(await announced()).toEqual(commit.outbox);
      await store.saveRefundEvidence(refund, { ...sampleEvidence('E1'), nonce: 'other' });
      await store.saveRefundEvidence(refund, sampleEvidence('E2'));
      expect(await store.records.evidence(order)).toEqual([
        sampleEvidence('E1'),
        sampleEvidence('E2'),
      ]);
    });

    test('I11 of twenty simultaneous commits one is committed and the others are stale', async () => {
      const refund = await begin(1);
      const results = await Promise.all(
        numbers(20).map((number) => store.commitRefund(success(refund, `E${number}`))),
      );
      expect(results.filter((result) => result === 'committed')).toHaveLength(1);
      expect(await store.records.refundHistory(refund)).toHaveLength(2);
      expect(await store.records.evidence(order)).toHaveLength(1);
      expect(await announced()).toHaveLength(1);
    });

    test('one of WeChat’s refunds is one of ours', async () => {
      const first = await begin(1);
      const second = await begin(2);
      const known = { refundId: '50R' };
      await store.commitRefund({ before: first, patch: known });
      await expect(store.commitRefund({ before: second, patch: known })).rejects.toMatchObject({
        constraint: 'refunds_one_refund',
      });
    });

    test('a success without WeChat’s number and time, or an approval by who asked, is refused', async () => {
      const refund = await begin(1);
      const { patch, ...rest } = success(refund, 'E1');
      for (const lacking of [{ refundId: null }, { succeededAtMs: null }]) {
        const commit = { ...rest, patch: { ...patch, ...lacking } };
        await expect(store.commitRefund(commit)).rejects.toMatchObject({
          constraint: 'refunds_succeeded_is_known',
        });
      }
      const approved = { before: refund, patch: { approvedBy: refund.requestedBy } };
      await expect(store.commitRefund(approved)).rejects.toMatchObject({
        constraint: 'refunds_need_four_eyes',
      });
      expect(await store.findRefund(merchantId, refund.id)).toEqual(refund);
    });

    test('I09 I12 a state that no line leads to, a line from another state, and no arrow are refused', async () => {
      const refund = await begin(1);
      const { event: line, ...bare } = close(refund);
      const attempts: [RefundCommit, string][] = [
        [bare, 'refunds_state_is_in_history'],
        [{ ...bare, event: { ...event(line), from: 'processing' } }, 'refund_events_continue'],
        [{ ...bare, event: { ...event(line), name: 'approve' } }, 'refund_events_follow_arrows'],
      ];
      for (const [commit, constraint] of attempts) {
        await expect(store.commitRefund(commit)).rejects.toMatchObject({ constraint });
      }
      expect(await store.findRefund(merchantId, refund.id)).toEqual(refund);
      expect(await store.records.refundHistory(refund)).toHaveLength(1);
    });

    test('a refund number is given once; refunds are listed oldest first', async () => {
      await begin(2);
      await begin(1);
      await expect(begin(3, { outRefundNo: 'R1' })).rejects.toMatchObject({
        constraint: 'refunds_one_number',
      });
      const listed = await store.listRefunds(order);
      expect(listed.map(({ outRefundNo }) => outRefundNo)).toEqual(['R1', 'R2']);
    });

    test('what is due is given once until the lease ends, to its merchant; a lease makes nothing stale', async () => {
      const era = 1_000_000_000;
      for (const number of numbers(6)) await begin(number, { nextPollAtMs: era + number });
      await begin(7, { nextPollAtMs: era + 100 });
      await begin(8, { nextPollAtMs: null });
      const claim = { merchantId, nowMs: era + 50, leaseSeconds: 30, limit: 4 };
      expect(await store.claimDueRefunds({ ...claim, merchantId: 'other' })).toEqual([]);
      const given = (
        await Promise.all([store.claimDueRefunds(claim), store.claimDueRefunds(claim)])
      )
        .flat()
        .map(({ outRefundNo }) => outRefundNo);
      expect(given.sort()).toEqual(['R1', 'R2', 'R3', 'R4', 'R5', 'R6']);
      expect(await store.claimDueRefunds(claim)).toEqual([]);
      const refund = newRefund(1, { nextPollAtMs: era + 1 }).refund;
      expect(await store.commitRefund({ before: refund, patch: { sentAtMs: 7 } })).toBe(
        'committed',
      );
      const leased = await store.findRefund(merchantId, refund.id);
      expect(leased).toMatchObject({ sentAtMs: 7, nextPollAtMs: claim.nowMs + 30_000 });
    });
  });
}

function event(line: RefundCommit['event']): NonNullable<RefundCommit['event']> {
  if (!line) throw new Error('no line');
  return line;
}

function numbers(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index + 1);
}
