import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { FoundDifference } from '../ledger/difference.ts';
import { fen } from '../ledger/fen.ts';
import type { BookPage, BookWish, NewRefund, Order, Reconciliation } from '../ports.ts';
import { sampleOrder } from './sample-order.ts';
import { sampleRefund } from './sample-refund.ts';
import type { StoreUnderTest } from './store-contract.ts';

const day = '2026-11-22';

/** The promises of a store about reconciliations, run against each implementation. */
export function reconciliationContract(name: string, open: () => Promise<StoreUnderTest>): void {
  describe(`reconciliations in a store ${name}`, () => {
    let underTest: StoreUnderTest;
    let store: StoreUnderTest['store'];
    let merchantId: string;
    let merchants = 0;
    let ids = 0;

    beforeAll(async () => {
      underTest = await open();
      store = underTest.store;
    });
    afterAll(() => underTest?.close());
    beforeEach(() => {
      merchants += 1;
      merchantId = `reconciler-${merchants}`;
    });

    const trade = () => ({ merchantId, day, bill: 'trade' as const });

    async function claim(nowMs = 1_000): Promise<Reconciliation> {
      await store.planReconciliations([{ ...trade(), nextRunAtMs: 1_000 }]);
      const [run] = await store.claimDueReconciliations({
        merchantId,
        nowMs,
        leaseSeconds: 60,
        limit: 8,
      });
      if (!run) throw new Error('nothing is due');
      return run;
    }

    async function again(): Promise<Reconciliation> {
      return claim(Number((await store.demandReconciliation(trade(), 2_000)).nextRunAtMs));
    }

    function found(changes: Partial<FoundDifference> = {}) {
      ids += 1;
      return {
        id: `difference-${String(ids).padStart(6, '0')}`,
        kind: 'amount-differs' as const,
        reference: '4200',
        outTradeNo: 'Y1',
        transactionId: '4200',
        outRefundNo: null,
        oursFen: 100,
        billFen: 101,
        ourState: 'paid',
        billState: null,
        note: null,
        healed: false,
        ...changes,
      };
    }

    function finish(run: Reconciliation, ...differences: ReturnType<typeof found>[]) {
      const file = { sha1: 'a'.repeat(40), bytes: 2_000 };
      const totals = { rows: 1, netFen: 2, feeFen: 3, otherRows: 0, otherFen: 0 };
      const finishedAtMs = 5_000 + ids;
      return store.finishReconciliation(run, {
        finishedAtMs,
        file,
        totals,
        differences,
        outbox: [],
      });
    }

    const all = async () => {
      const page = { state: null, day: null, cursor: null, limit: 100 };
      return (await store.listDifferences(merchantId, page)).items;
    };
    const only = async () => {
      const [difference, ...others] = await all();
      if (!difference || others.length > 0) throw new Error(`${others.length + 1} differences`);
      return difference;
    };

    test('a day is planned once, and claimed by one', async () => {
      const jobs = [{ ...trade(), nextRunAtMs: 1_000 }];
      await Promise.all([store.planReconciliations(jobs), store.planReconciliations(jobs)]);
      await store.planReconciliations([{ ...trade(), nextRunAtMs: 9_000 }]);
      expect(await store.lastReconciliationDay(merchantId)).toBe(day);
      const wish = { merchantId, leaseSeconds: 60, limit: 8 };
      expect(await store.claimDueReconciliations({ ...wish, nowMs: 999 })).toEqual([]);
      const other = await underTest.another();
      const claims = await Promise.all([
        store.claimDueReconciliations({ ...wish, nowMs: 1_000 }),
        other.claimDueReconciliations({ ...wish, nowMs: 1_000 }),
      ]);
      await other.close();
      expect(claims.flat()).toMatchObject([
        {
          ...trade(),
          state: 'waiting',
          attempts: 1,
          nextRunAtMs: 61_000,
          file: null,
          totals: null,
        },
      ]);
      expect(await store.claimDueReconciliations({ ...wish, nowMs: 60_999 })).toEqual([]);
      const [second] = await store.claimDueReconciliations({ ...wish, nowMs: 61_000 });
      expect(second).toMatchObject({ attempts: 2 });
    });

    test('a run that was overtaken writes nothing', async () => {
      const slow = await claim();
      const fast = await claim(61_000);
      expect(await finish(slow, found())).toBe('stale');
      const postponed = { problem: 'TIMEOUT', nextRunAtMs: 70_000 };
      expect(await store.postponeReconciliation(slow, postponed)).toBe('stale');
      expect(await all()).toEqual([]);
      expect(await finish(fast)).toBe('committed');
    });

    test('a day that somebody takes is his, whoever is at it', async () => {
      const taken = await store.takeReconciliation(trade(), 60_000);
      expect(taken).toMatchObject({ ...trade(), attempts: 1, nextRunAtMs: 60_000 });
      const again = await store.takeReconciliation(trade(), 70_000);
      expect(again).toMatchObject({ attempts: 2, nextRunAtMs: 70_000 });
      expect(await finish(taken)).toBe('stale');
      expect(await finish(again)).toBe('committed');
    });

    test('a day is put off with its reason, or given up', async () => {
      const run = await claim();
      const postponed = { problem: 'STATEMENT_CREATING', nextRunAtMs: 70_000 };
      await store.postponeReconciliation(run, postponed);
      expect(await store.findReconciliation(trade())).toMatchObject({
        state: 'waiting',
        attempts: 1,
        ...postponed,
      });
      const last = await claim(70_000);
      await store.postponeReconciliation(last, { problem: 'TIMEOUT', nextRunAtMs: null });
      expect(await store.findReconciliation(trade())).toMatchObject({
        state: 'expired',
        nextRunAtMs: null,
      });
    });

    test('a result is kept with its file, its totals and what is open', async () => {
      const healed = found({ reference: 'healed', healed: true });
      await finish(await claim(), found(), healed);
      expect(await store.findReconciliation(trade())).toMatchObject({
        state: 'finished',
        nextRunAtMs: null,
        attempts: 0,
        problem: null,
        file: { sha1: 'a'.repeat(40), bytes: 2_000 },
        totals: { netFen: 2 },
        openDifferences: 1,
      });
      const resolved = (await all()).find(({ reference }) => reference === 'healed');
      expect(resolved).toMatchObject({
        state: 'resolved',
        resolution: 'healed',
        resolvedBy: 'system',
        resolvedAtMs: expect.any(Number),
      });
    });

    test('I08 the same inequality stays one row, and is closed when it is gone', async () => {
      await finish(await claim(), found());
      const first = await only();
      await finish(await again(), found({ billFen: 102 }));
      expect(await only()).toMatchObject({
        id: first.id,
        state: 'open',
        billFen: 102,
        firstSeenAtMs: first.firstSeenAtMs,
      });
      await finish(await again());
      expect(await only()).toMatchObject({ state: 'resolved', resolution: 'gone' });
      await finish(await again(), found());
      expect(await only()).toMatchObject({ id: first.id, state: 'open', resolution: null });
    });

    test('a person’s word holds until the amounts are others', async () => {
      await finish(await claim(), found());
      const { id } = await only();
      const by = { resolvedBy: 'user:li', reason: '已与微信核对', atMs: 7_000 };
      expect(await store.resolveDifference({ merchantId, id }, by)).toBe('committed');
      expect(await store.resolveDifference({ merchantId, id }, by)).toBe('stale');
      expect(await store.resolveDifference({ merchantId: 'other', id }, by)).toBe('stale');
      await finish(await again(), found());
      const settled = { state: 'resolved', resolution: 'by-hand', resolvedBy: 'user:li' };
      expect(await only()).toMatchObject({
        ...settled,
        reason: '已与微信核对',
        resolvedAtMs: 7_000,
      });
      await finish(await again());
      expect(await only()).toMatchObject(settled);
      await finish(await again(), found({ billFen: 103 }));
      expect(await only()).toMatchObject({ state: 'open', resolvedBy: null, reason: null });
    });

    test('what was set right once is not opened by being set right again', async () => {
      await finish(await claim(), found({ healed: true }));
      const first = await only();
      await finish(await again(), found({ healed: true }));
      expect((await only()).resolvedAtMs).toBe(first.resolvedAtMs);
    });

    test('differences are listed newest day first, page by page, a merchant’s own alone', async () => {
      await finish(await claim(), found({ reference: 'a' }), found({ reference: 'b' }));
      const newer = { merchantId, day: '2026-11-23', bill: 'trade' as const };
      await store.planReconciliations([{ ...newer, nextRunAtMs: 0 }]);
      await finish(await claim(), found({ reference: 'c' }));
      const page = { state: 'open' as const, day: null, limit: 2 };
      const first = await store.listDifferences(merchantId, { ...page, cursor: null });
      expect(first.items.map(({ reference }) => reference)).toEqual(['c', 'a']);
      const cursor = first.nextCursor;
      const second = await store.listDifferences(merchantId, { ...page, cursor });
      expect(second).toMatchObject({ items: [{ reference: 'b' }], nextCursor: null });
      const ofDay = { ...page, day, cursor: null };
      expect((await store.listDifferences(merchantId, ofDay)).items).toHaveLength(2);
      expect(await store.listDifferences('other', { ...page, cursor })).toEqual({
        items: [],
        nextCursor: null,
      });
      expect(await store.findDifference('other', first.items[0]?.id ?? '')).toBeNull();
      const days = await store.listReconciliations(merchantId, { before: null, limit: 10 });
      expect(days.map((each) => [each.day, each.openDifferences])).toEqual([
        ['2026-11-23', 1],
        ['2026-11-22', 2],
      ]);
      const older = await store.listReconciliations(merchantId, {
        before: '2026-11-23',
        limit: 10,
      });
      expect(older.map((each) => each.day)).toEqual(['2026-11-22']);
    });

    test('our books are read by time, page by page, edges included as they should be', async () => {
      for (const [index, paidAtMs] of [99, 100, 150, 150, 150, 199, 200].entries()) {
        await placePaid(index, paidAtMs);
      }
      const read = await readAll(store.listBookedPayments, 2);
      expect(read.map(({ outTradeNo }) => outTradeNo).sort()).toEqual(
        [1, 2, 3, 4, 5].map((index) => `${merchantId}N${index}`),
      );
      expect(read[0]).toEqual({
        outTradeNo: `${merchantId}N1`,
        transactionId: `42${merchantId}N1`,
        amountFen: 12_800,
      });
    });

    test('the first order counts, paid or not', async () => {
      expect(await store.firstOrderAtMs(merchantId)).toBeNull();
      for (const [index, createdAtMs] of [300, 200, 400].entries()) {
        await placePaid(index, 500, { createdAtMs });
      }
      expect(await store.firstOrderAtMs(merchantId)).toBe(200);
      expect(await store.firstOrderAtMs('other')).toBeNull();
    });

    test('refunds are read by acceptance; those without that moment are known', async () => {
      const order = await placePaid(0, 50);
      await begin(order, 1, { refundId: '501', acceptedAtMs: 100 });
      await begin(order, 2, { refundId: '502', acceptedAtMs: 200 });
      await begin(order, 3, { refundId: null, acceptedAtMs: null });
      await begin(order, 4, { refundId: '504', acceptedAtMs: null });
      const read = await readAll(store.listBookedRefunds, 1);
      expect(read).toEqual([
        {
          outTradeNo: order.outTradeNo,
          outRefundNo: `${merchantId}R1`,
          amountFen: 100,
          state: 'processing',
        },
      ]);
      const undated = await store.listUndatedRefunds(merchantId, 10);
      expect(undated.map(({ refundId }) => refundId)).toEqual(['504']);
    });

    test('I12 a refund that was made elsewhere begins by its own arrow', async () => {
      const order = await placePaid(0, 50);
      const refund = await begin(order, 1, { refundId: '501', acceptedAtMs: 100, kind: 'console' });
      expect(await store.findRefund(merchantId, refund.id)).toMatchObject({ kind: 'console' });
    });

    async function readAll<T>(list: (wish: BookWish) => Promise<BookPage<T>>, limit: number) {
      const items: T[] = [];
      let after: BookWish['after'] = null;
      do {
        const page: BookPage<T> = await list({
          merchantId,
          fromMs: 100,
          untilMs: 200,
          after,
          limit,
        });
        items.push(...page.items);
        after = page.next;
      } while (after !== null);
      return items;
    }

    async function placePaid(
      number: number,
      paidAtMs: number,
      changes: Partial<Order> = {},
    ): Promise<Order> {
      const created = sampleOrder({
        merchantId,
        id: `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`,
        outTradeNo: `${merchantId}N${number}`,
        state: 'created',
        items: [],
        nextPollAtMs: null,
        ...changes,
      });
      const { state, createdAtMs } = created;
      const event = { name: 'create', from: null, to: state, atMs: createdAtMs, note: null };
      await store.createOrder({ order: created, event, idempotency: null });
      await store.commitOrder({
        before: created,
        patch: { state: 'paid', transactionId: `42${created.outTradeNo}`, paidAtMs },
        event: { name: 'pay', from: 'created', to: 'paid', atMs: paidAtMs, note: null },
      });
      const paid = await store.findOrderById(merchantId, created.id);
      if (!paid) throw new Error('the order is gone');
      return paid;
    }

    async function begin(
      order: Order,
      number: number,
      changes: Partial<NewRefund['refund']>,
    ): Promise<NewRefund['refund']> {
      const refund = sampleRefund({
        merchantId,
        id: `00000000-0000-4000-9000-${String(number).padStart(12, '0')}`,
        orderId: order.id,
        outTradeNo: order.outTradeNo,
        transactionId: order.transactionId ?? '',
        outRefundNo: `${merchantId}R${number}`,
        state: 'processing',
        amountFen: fen(100),
        nextPollAtMs: null,
        ...changes,
      });
      const event = {
        name: 'discover',
        from: null,
        to: refund.state,
        atMs: 0,
        by: 'x',
        note: null,
      };
      const before = (await store.findOrderById(merchantId, order.id)) ?? order;
      const created = { refund, event, idempotency: null };
      expect(await store.commitOrder({ before, patch: {}, refund: created })).toBe('committed');
      return refund;
    }
  });
}
