import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Fen } from '../ledger/fen.ts';
import type { Order, OrderItem } from '../ledger/order.ts';
import type { NewOrder, OrderCommit, Product, Session, Store } from '../ports.ts';
import type { StoreRecords } from '../store/store-records.ts';
import { sampleEvidence } from './sample-evidence.ts';

/** A store under test; `another` opens a second one on the same data, as a second process would. */
export interface StoreUnderTest {
  readonly store: Store & { readonly records: StoreRecords };
  another(): Promise<Store>;
  close(): Promise<void>;
}

/**
 * The promises of a store, run against each implementation. Over 250 lines because the list of
 * promises is one thing: a store that keeps only a part of it is not a store.
 *
 * Every test has a merchant of its own, so that one database serves them all.
 */
export function storeContract(name: string, open: () => Promise<StoreUnderTest>): void {
  describe(`a store ${name}`, () => {
    let underTest: StoreUnderTest;
    let store: StoreUnderTest['store'];
    let merchantId: string;
    let merchants = 0;

    beforeAll(async () => {
      underTest = await open();
      store = underTest.store;
    });
    afterAll(() => underTest?.close());
    beforeEach(() => {
      merchants += 1;
      merchantId = `merchant-${merchants}`;
    });

    function newOrder(
      number: number,
      changes: Partial<Order> = {},
      idempotency: NewOrder['idempotency'] = null,
    ): NewOrder {
      const id = `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
      const order: Order = {
        id,
        merchantId,
        outTradeNo: `${merchantId}N${number}`,
        appid: 'wx0000000000000001',
        mchid: '1900000001',
        openid: 'oPayer',
        state: 'created',
        amountFen: fen(12_800),
        description: '明前龙井',
        items: [],
        notifyUrl: 'https://pay.example.com/wechatpay/notifications/default',
        createdAtMs: number * 1000,
        expiresAtMs: number * 1000 + 1_800_000,
        prepayId: null,
        prepaidAtMs: null,
        transactionId: null,
        paidAtMs: null,
        askedAtMs: null,
        nextPollAtMs: null,
        pollCount: 0,
        version: 1,
        ...changes,
      };
      const event = {
        name: 'create',
        from: null,
        to: order.state,
        atMs: order.createdAtMs,
        note: null,
      };
      return { order, event, idempotency };
    }

    async function place(number: number, changes: Partial<Order> = {}): Promise<Order> {
      const creation = await store.createOrder(newOrder(number, changes));
      if (creation.kind !== 'created') throw new Error(`not created: ${creation.kind}`);
      return creation.order;
    }

    function payment(before: Order, transactionId: string, evidenceId: string): OrderCommit {
      return {
        before,
        patch: { state: 'paid', transactionId, paidAtMs: 60_000, nextPollAtMs: null },
        event: { name: 'pay', from: before.state, to: 'paid', atMs: 61_000, note: null },
        evidence: sampleEvidence(evidenceId),
        outbox: [
          {
            id: `${before.merchantId}-${evidenceId}`,
            type: 'order.paid',
            atMs: 61_000,
            payload: { orderId: before.id, 说明: '已支付', amountFen: before.amountFen },
          },
        ],
      };
    }

    const find = ({ id, openid }: Order) => store.findOrder({ merchantId, openid }, id);
    const stockOf = async (id: string) => (await store.findProducts(merchantId, [id]))[0]?.stock;
    const announced = async () =>
      (await store.records.outbox()).filter(({ id }) => id.startsWith(`${merchantId}-`));

    describe('keeps logins', () => {
      const session = (changes: Partial<Session> = {}): Session => ({
        tokenDigest: `${merchantId}-token`,
        merchantId,
        appid: 'wx0000000000000001',
        openid: 'oPayer',
        unionid: null,
        sealedSessionKey: 'k1:sealed',
        createdAtMs: 1_000,
        expiresAtMs: 2_000,
        ...changes,
      });

      test('a saved session is found by its digest, and by no other', async () => {
        await store.saveSession(session());
        expect(await store.findSession(`${merchantId}-token`)).toEqual(session());
        expect(await store.findSession(`${merchantId}-other`)).toBeNull();
      });

      test('a session saved again takes the new values', async () => {
        await store.saveSession(session());
        const renewed = session({ sealedSessionKey: 'k2:sealed', unionid: 'u' });
        await store.saveSession(renewed);
        expect(await store.findSession(`${merchantId}-token`)).toEqual(renewed);
      });

      test('who logged in is known after the session is deleted, at this merchant only', async () => {
        // Before the sessions of all other tests, which share the database.
        await store.saveSession(session({ expiresAtMs: -10 }));
        await store.saveSession(session({ tokenDigest: `${merchantId}-later`, expiresAtMs: -5 }));
        expect(await store.deleteExpiredSessions(-5)).toBe(1);
        expect(await store.findSession(`${merchantId}-token`)).toBeNull();
        expect(await store.findSession(`${merchantId}-later`)).not.toBeNull();
        expect(await store.hasLoggedIn(merchantId, 'oPayer')).toBe(true);
        expect(await store.hasLoggedIn(merchantId, 'oStranger')).toBe(false);
        expect(await store.hasLoggedIn(`${merchantId}-other`, 'oPayer')).toBe(false);
      });
    });

    describe('keeps a catalogue', () => {
      test('active products are listed in the order they were saved', async () => {
        await store.saveProducts(merchantId, [product('c'), product('a', { active: false })]);
        await store.saveProducts(merchantId, [product('b')]);
        expect(await store.listProducts(merchantId)).toEqual([product('c'), product('b')]);
        expect(await store.listProducts(`${merchantId}-other`)).toEqual([]);
      });

      test('a product saved again is replaced', async () => {
        await store.saveProducts(merchantId, [product('a', { stock: 1 })]);
        await store.saveProducts(merchantId, [product('a', { stock: null, priceFen: 1 })]);
        expect(await store.listProducts(merchantId)).toEqual([
          product('a', { stock: null, priceFen: 1 }),
        ]);
      });

      test('products are found in the order asked for, inactive ones too, unknown ones not', async () => {
        await store.saveProducts(merchantId, [product('a'), product('b', { active: false })]);
        const found = await store.findProducts(merchantId, ['b', 'x', 'a']);
        expect(found).toEqual([product('b', { active: false }), product('a')]);
      });
    });

    describe('creates orders', () => {
      test('an order comes back as it was given, to its owner only', async () => {
        await store.saveProducts(merchantId, [product('tea')]);
        const placed = await place(2, { items: [item('tea', 2)], askedAtMs: 5 });
        expect(await find(placed)).toEqual(
          newOrder(2, { items: [item('tea', 2)], askedAtMs: 5 }).order,
        );
        expect(await store.findOrderByNumber(merchantId, placed.outTradeNo)).toEqual(placed);
        expect(await store.findOrder({ merchantId, openid: 'oOther' }, placed.id)).toBeNull();
        const elsewhere = { merchantId: `${merchantId}-other`, openid: placed.openid };
        expect(await store.findOrder(elsewhere, placed.id)).toBeNull();
        expect(await store.findOrderByNumber(`${merchantId}-other`, placed.outTradeNo)).toBeNull();
      });

      test('I15 the same key and input give the same order, as it is now', async () => {
        const idempotency = { key: 'k', inputDigest: 'd' };
        const first = await store.createOrder(newOrder(1, {}, idempotency));
        expect(first).toMatchObject({ kind: 'created' });
        const order = await find(newOrder(1).order);
        if (!order) throw new Error('the order is gone');
        await store.commitOrder(payment(order, 'T1', 'E1'));
        const second = await store.createOrder(newOrder(2, {}, idempotency));
        expect(second).toMatchObject({ kind: 'replayed', order: { id: order.id, state: 'paid' } });
        expect(await find(newOrder(2).order)).toBeNull();
      });

      test('I15 the same key with other input is refused; the key of another payer is another key', async () => {
        const input = { key: 'k', inputDigest: 'd' };
        await store.createOrder(newOrder(1, {}, input));
        const other = { key: 'k', inputDigest: 'other' };
        expect(await store.createOrder(newOrder(2, {}, other))).toEqual({ kind: 'conflict' });
        const stranger = await store.createOrder(newOrder(3, { openid: 'oOther' }, other));
        expect(stranger.kind).toBe('created');
      });

      test('I15 twenty simultaneous orders with one key are one order', async () => {
        await store.saveProducts(merchantId, [product('tea', { stock: 100 })]);
        const idempotency = { key: 'k', inputDigest: 'd' };
        const creations = await Promise.all(
          numbers(20).map((number) =>
            store.createOrder(newOrder(number, { items: [item('tea', 1)] }, idempotency)),
          ),
        );
        const kinds = creations.map(({ kind }) => kind).sort();
        expect(kinds).toEqual(['created', ...Array<string>(19).fill('replayed')]);
        const ids = creations.map((creation) => 'order' in creation && creation.order.id);
        expect(new Set(ids).size).toBe(1);
        expect(await stockOf('tea')).toBe(99);
      });

      test('the same order number or id twice is refused', async () => {
        const order = await place(1);
        await expect(place(2, { outTradeNo: order.outTradeNo })).rejects.toMatchObject({
          name: 'ConstraintViolation',
          constraint: 'orders_one_number',
        });
        await expect(place(1, { outTradeNo: 'X' })).rejects.toMatchObject({
          name: 'ConstraintViolation',
        });
      });

      test('an amount that is not positive is refused', async () => {
        await expect(place(1, { amountFen: fen(0) })).rejects.toMatchObject({
          constraint: 'orders_amount_is_positive',
        });
      });
    });

    describe('reserves stock', () => {
      test('an order takes what it orders; sold out takes nothing, not even the key', async () => {
        await store.saveProducts(merchantId, [
          product('tea', { stock: 5 }),
          product('cup', { stock: 1 }),
          product('air', { stock: null }),
        ]);
        await place(1, { items: [item('tea', 2), item('air', 9), item('tea', 1)] });
        expect(await stockOf('tea')).toBe(2);
        const idempotency = { key: 'k', inputDigest: 'd' };
        const tooMuch = newOrder(2, { items: [item('tea', 1), item('cup', 2)] }, idempotency);
        expect(await store.createOrder(tooMuch)).toEqual({ kind: 'sold-out', productId: 'cup' });
        expect(await stockOf('tea')).toBe(2);
        expect(await find(tooMuch.order)).toBeNull();
        const less = newOrder(3, { items: [item('cup', 1)] }, idempotency);
        expect(await store.createOrder(less)).toMatchObject({ kind: 'created' });
      });

      test('what is inactive or unknown is sold out; the first such item is named', async () => {
        await store.saveProducts(merchantId, [
          product('tea', { active: false }),
          product('gone', { active: false, stock: 10 }),
        ]);
        for (const id of ['tea', 'gone', 'unknown']) {
          const creation = await store.createOrder(
            newOrder(1, { items: [item(id, 1), item('zzz', 1)] }),
          );
          expect(creation).toEqual({ kind: 'sold-out', productId: id });
        }
      });

      test('a repeated order whose product sold out meanwhile is still the same order', async () => {
        await store.saveProducts(merchantId, [product('tea', { stock: 1 })]);
        const idempotency = { key: 'k', inputDigest: 'd' };
        const items = [item('tea', 1)];
        await store.createOrder(newOrder(1, { items }, idempotency));
        const again = await store.createOrder(newOrder(2, { items }, idempotency));
        expect(again).toMatchObject({ kind: 'replayed', order: { id: newOrder(1).order.id } });
      });

      test('three pieces and ten simultaneous buyers: three orders', async () => {
        await store.saveProducts(merchantId, [product('tea', { stock: 3 })]);
        const creations = await Promise.all(
          numbers(10).map((number) =>
            store.createOrder(newOrder(number, { items: [item('tea', 1)] })),
          ),
        );
        expect(creations.filter(({ kind }) => kind === 'created')).toHaveLength(3);
        expect(creations.filter(({ kind }) => kind === 'sold-out')).toHaveLength(7);
        expect(await stockOf('tea')).toBe(0);
      });

      test('orders for the same things in different order do not block each other for ever', async () => {
        await store.saveProducts(merchantId, [
          product('a', { stock: 100 }),
          product('b', { stock: 100 }),
        ]);
        const creations = await Promise.all(
          numbers(40).map((number) => {
            const items = number % 2 ? [item('a', 1), item('b', 1)] : [item('b', 1), item('a', 1)];
            return store.createOrder(newOrder(number, { items }));
          }),
        );
        expect(creations.every(({ kind }) => kind === 'created')).toBe(true);
        expect(await stockOf('a')).toBe(60);
        expect(await stockOf('b')).toBe(60);
      });

      test('a release gives back exactly what was taken, once', async () => {
        await store.saveProducts(merchantId, [
          product('tea', { stock: 5 }),
          product('air', { stock: null }),
        ]);
        const order = await place(1, { items: [item('tea', 2), item('air', 1), item('tea', 1)] });
        const close: OrderCommit = {
          before: order,
          patch: { state: 'closed' },
          event: { name: 'close', from: 'created', to: 'closed', atMs: 5, note: 'expired' },
          releaseStock: true,
        };
        expect(await store.commitOrder(close)).toBe('committed');
        expect(await store.commitOrder(close)).toBe('stale');
        expect(await stockOf('tea')).toBe(5);
        expect(await stockOf('air')).toBeNull();
      });
    });

    test('stock that is taken again may be gone: what is missing is counted, not refused', async () => {
      await store.saveProducts(merchantId, [
        product('tea', { stock: 3 }),
        product('air', { stock: null }),
      ]);
      const order = await place(1, { items: [item('tea', 3), item('air', 1)] });
      await store.commitOrder({
        before: order,
        patch: { state: 'closed' },
        event: { name: 'close', from: 'created', to: 'closed', atMs: 5, note: 'expired' },
        releaseStock: true,
      });
      await place(2, { items: [item('tea', 2)] });
      const closed = await find(order);
      if (!closed) throw new Error('the order is gone');
      const late: OrderCommit = { ...payment(closed, 'T1', 'E1'), retakeStock: true };
      expect(await store.commitOrder(late)).toBe('committed');
      expect(await stockOf('tea')).toBe(0);
      expect(await stockOf('air')).toBeNull();
      expect(await store.records.oversold(merchantId)).toEqual({ tea: 2 });
      await store.saveProducts(merchantId, [product('tea', { stock: 9 })]);
      expect(await store.records.oversold(merchantId)).toEqual({ tea: 2 });
      expect(await store.records.oversold(`${merchantId}-other`)).toEqual({});
    });

    describe('commits changes', () => {
      test('order, history, evidence and announcement are there together', async () => {
        const order = await place(1, { nextPollAtMs: 10_000 });
        const commit = payment(order, 'T1', 'E1');
        expect(await store.commitOrder(commit)).toBe('committed');
        const paid = await find(order);
        expect(paid).toEqual({ ...order, ...commit.patch, version: 2 });
        expect(await store.records.history(order)).toEqual([newOrder(1).event, commit.event]);
        expect(await store.records.evidence(order)).toEqual([commit.evidence]);
        expect(await announced()).toEqual(commit.outbox);
      });

      test('a change without a history line keeps the state and the history', async () => {
        const order = await place(1);
        const commit = { before: order, patch: { askedAtMs: 7, pollCount: 1, nextPollAtMs: 9 } };
        expect(await store.commitOrder(commit)).toBe('committed');
        expect(await find(order)).toEqual({ ...order, ...commit.patch, version: 2 });
        expect(await store.records.history(order)).toHaveLength(1);
      });

      test('a commit against an older version, or of an unknown order, is stale and changes nothing', async () => {
        const order = await place(1);
        await store.commitOrder({ before: order, patch: { askedAtMs: 7 } });
        expect(await store.commitOrder(payment(order, 'T1', 'E1'))).toBe('stale');
        expect((await find(order))?.state).toBe('created');
        expect(await store.records.evidence(order)).toEqual([]);
        expect(await store.records.history(order)).toHaveLength(1);
        expect(await announced()).toEqual([]);
        expect(await store.commitOrder(payment(newOrder(99).order, 'T9', 'E9'))).toBe('stale');
      });

      test('I11 of twenty simultaneous commits one is committed and the others are stale', async () => {
        const order = await place(1);
        const results = await Promise.all(
          numbers(20).map((number) => store.commitOrder(payment(order, 'T1', `E${number}`))),
        );
        expect(results.filter((result) => result === 'committed')).toHaveLength(1);
        expect(results.filter((result) => result === 'stale')).toHaveLength(19);
        expect(await store.records.history(order)).toHaveLength(2);
        expect(await store.records.evidence(order)).toHaveLength(1);
        expect(await announced()).toHaveLength(1);
      });

      test('I04 one transaction pays one order; another merchant may have a transaction of that number', async () => {
        const [first, second] = [await place(1), await place(2)];
        await store.commitOrder(payment(first, 'T1', 'E1'));
        await expect(store.commitOrder(payment(second, 'T1', 'E2'))).rejects.toMatchObject({
          name: 'ConstraintViolation',
          constraint: 'orders_one_transaction',
        });
        expect(await find(second)).toEqual(second);
        expect(await store.records.evidence(second)).toEqual([]);
        expect(await announced()).toHaveLength(1);
        merchantId = `${merchantId}-other`;
        const elsewhere = await place(1);
        expect(await store.commitOrder(payment(elsewhere, 'T1', 'E1'))).toBe('committed');
      });

      test('I04 an order keeps the transaction that paid it', async () => {
        const order = await place(1);
        await store.commitOrder(payment(order, 'T1', 'E1'));
        const paid = await find(order);
        if (!paid) throw new Error('the order is gone');
        for (const transactionId of ['T2', null]) {
          await expect(
            store.commitOrder({ before: paid, patch: { transactionId } }),
          ).rejects.toMatchObject({ constraint: 'orders_keep_their_transaction' });
        }
        expect(await find(order)).toEqual(paid);
      });

      test('I02 paid without a transaction is refused', async () => {
        const order = await place(1);
        const { patch, ...rest } = payment(order, 'T1', 'E1');
        for (const lacking of [{ transactionId: null }, { paidAtMs: null }]) {
          const commit = { ...rest, patch: { ...patch, ...lacking } };
          await expect(store.commitOrder(commit)).rejects.toMatchObject({
            constraint: 'orders_paid_has_transaction',
          });
        }
        expect(await find(order)).toEqual(order);
      });

      test('I09 a state that no history line leads to, or a line from another state, is refused', async () => {
        const order = await place(1);
        await expect(
          store.commitOrder({ before: order, patch: { state: 'closed' } }),
        ).rejects.toMatchObject({ constraint: 'orders_state_is_in_history' });
        const event = {
          name: 'close',
          from: 'payable',
          to: 'closed',
          atMs: 1,
          note: null,
        } as const;
        await expect(
          store.commitOrder({ before: order, patch: { state: 'closed' }, event }),
        ).rejects.toMatchObject({ constraint: 'order_events_continue' });
        expect(await find(order)).toEqual(order);
        expect(await store.records.history(order)).toHaveLength(1);
      });

      test('I12 only arrows of the state table are taken', async () => {
        const order = await place(1);
        await expect(
          store.commitOrder({
            before: order,
            patch: { state: 'refunding', transactionId: 'T', paidAtMs: 1 },
            event: { name: 'refund', from: 'created', to: 'refunding', atMs: 1, note: null },
          }),
        ).rejects.toMatchObject({ constraint: 'order_events_follow_arrows' });
        await expect(place(2, { state: 'payable' })).rejects.toMatchObject({
          constraint: 'order_events_follow_arrows',
        });
      });

      test('evidence of one id is kept once, whether a commit or a duplicate brings it', async () => {
        const order = await place(1);
        const commit = payment(order, 'T1', 'E1');
        await store.saveEvidence(order, sampleEvidence('E1'));
        await store.commitOrder(commit);
        await Promise.all(
          numbers(5).map((number) =>
            store.saveEvidence(order, { ...sampleEvidence('E1'), nonce: `other${number}` }),
          ),
        );
        expect(await store.records.evidence(order)).toEqual([sampleEvidence('E1')]);
      });
    });

    describe('gives up numbers', () => {
      function renewal(before: Order, outTradeNo: string, amount: number): OrderCommit {
        return {
          before,
          patch: { state: 'created', outTradeNo, amountFen: fen(amount) },
          event: { name: 'renew', from: before.state, to: 'created', atMs: 9, note: null },
        };
      }

      test('an order is found by its new number and by those it has given up', async () => {
        const order = await place(1);
        const number = `${merchantId}NEW`;
        expect(await store.commitOrder(renewal(order, number, 9_900))).toBe('committed');
        const renewed = { ...order, outTradeNo: number, amountFen: 9_900, version: 2 };
        expect(await find(order)).toEqual(renewed);
        expect(await store.findOrderByNumber(merchantId, number)).toEqual(renewed);
        expect(await store.findOrderByNumber(merchantId, order.outTradeNo)).toEqual(renewed);
        expect(await store.findAttempt(merchantId, order.outTradeNo)).toEqual({
          merchantId,
          orderId: order.id,
          outTradeNo: order.outTradeNo,
          amountFen: 12_800,
          supersededAtMs: 9,
        });
        expect(await store.findAttempt(merchantId, number)).toBeNull();
        expect(await store.findAttempt('other', order.outTradeNo)).toBeNull();
        expect(await store.findOrderByNumber('other', order.outTradeNo)).toBeNull();
      });

      test('a number changes by its own arrow only, and never to one that is taken', async () => {
        const [order, other] = [await place(1), await place(2)];
        const { event: _, ...bare } = renewal(order, 'X', 1);
        const paid = { ...payment(order, 'T1', 'E1') };
        const changes: [OrderCommit, string][] = [
          [bare, 'orders_keep_their_number_and_amount'],
          [
            { ...paid, patch: { ...paid.patch, amountFen: fen(1) } },
            'orders_keep_their_number_and_amount',
          ],
          [renewal(order, other.outTradeNo, 1), 'orders_one_number'],
          [renewal(order, 'X', 0), 'orders_amount_is_positive'],
        ];
        for (const [commit, constraint] of changes) {
          await expect(store.commitOrder(commit)).rejects.toMatchObject({ constraint });
        }
        expect(await find(order)).toEqual(order);
        expect(await store.findAttempt(merchantId, order.outTradeNo)).toBeNull();
      });
    });

    describe('lists orders', () => {
      test('newest first, page by page, each once, even when new orders come meanwhile', async () => {
        for (const number of numbers(7)) await place(number, { createdAtMs: number > 3 ? 9 : 1 });
        await place(50, { openid: 'oOther' });
        const owner = { merchantId, openid: 'oPayer' };
        const first = await store.listOrders(owner, { cursor: null, limit: 3 });
        await place(60, { createdAtMs: 99 });
        const second = await store.listOrders(owner, { cursor: first.nextCursor, limit: 3 });
        const third = await store.listOrders(owner, { cursor: second.nextCursor, limit: 3 });
        const listed = [first, second, third].map(({ items }) =>
          items.map(({ id }) => Number(id.slice(-12))),
        );
        expect(listed).toEqual([[7, 6, 5], [4, 3, 2], [1]]);
        expect(third.nextCursor).toBeNull();
      });

      test('a full last page has no next page; a cursor of somebody else finds nothing', async () => {
        for (const number of numbers(2)) await place(number);
        const strange = await place(3, { openid: 'oOther' });
        const owner = { merchantId, openid: 'oPayer' };
        const page = await store.listOrders(owner, { cursor: null, limit: 2 });
        expect(page.items).toHaveLength(2);
        expect(page.nextCursor).toBeNull();
        const nothing = { items: [], nextCursor: null };
        expect(await store.listOrders(owner, { cursor: strange.id, limit: 2 })).toEqual(nothing);
        expect(await store.listOrders(owner, { cursor: 'no-such-id', limit: 2 })).toEqual(nothing);
      });
    });

    describe('gives out polls', () => {
      const era = 1_000_000_000;
      let claim: Parameters<Store['claimDueOrders']>[0];

      beforeEach(() => {
        claim = { merchantId, nowMs: era + 1_000, leaseSeconds: 30, limit: 100 };
      });

      test('I18 a merchant is given orders of its own only', async () => {
        await place(1, { nextPollAtMs: era });
        expect(await store.claimDueOrders({ ...claim, merchantId: 'somebody-else' })).toEqual([]);
        expect(await store.claimDueOrders(claim)).toHaveLength(1);
      });

      test('what is due is given once until the lease ends, whatever the number of stores', async () => {
        const other = await underTest.another();
        for (const number of numbers(40)) await place(number, { nextPollAtMs: era + number });
        await place(41, { nextPollAtMs: era + 1_001 });
        const claims = await Promise.all(
          numbers(8).map((number) =>
            (number % 2 ? store : other).claimDueOrders({ ...claim, limit: 5 }),
          ),
        );
        const rest = await store.claimDueOrders(claim);
        const given = [...claims.flat(), ...rest].map(({ id }) => id);
        expect(given).toHaveLength(40);
        expect(new Set(given).size).toBe(40);
        expect(await store.claimDueOrders(claim)).toEqual([]);
        const later = { ...claim, nowMs: claim.nowMs + 30_000 };
        expect(await other.claimDueOrders(later)).toHaveLength(41);
        await other.close();
      });

      test('a lease makes no commit stale, and no commit undoes a lease', async () => {
        const order = await place(1, { nextPollAtMs: era });
        const [claimed] = await store.claimDueOrders(claim);
        expect(claimed).toEqual({ ...order, nextPollAtMs: claim.nowMs + 30_000 });
        expect(await store.commitOrder({ before: order, patch: { askedAtMs: 5 } })).toBe(
          'committed',
        );
        expect((await find(order))?.nextPollAtMs).toBe(claim.nowMs + 30_000);
      });
    });

    test('it answers', async () => {
      await expect(store.ping()).resolves.toBeUndefined();
    });
  });
}

function fen(value: number): Fen {
  return value as Fen;
}

function numbers(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index + 1);
}

function item(productId: string, quantity: number): OrderItem {
  return { productId, name: productId, quantity, priceFen: fen(100) };
}

function product(id: string, changes: Partial<Product> = {}): Product {
  return {
    id,
    name: `名称 ${id}`,
    description: '',
    priceFen: 100,
    stock: null,
    imageUrl: null,
    active: true,
    ...changes,
  };
}
