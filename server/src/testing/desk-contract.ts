import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fen } from '../ledger/fen.ts';
import type { Order, OrderFilter, Product, Store } from '../ports.ts';
import { sampleOrder } from './sample-order.ts';

/** The promises of every store about what a merchant's systems look for and keep. */
export function deskContract(
  name: string,
  open: () => Promise<{ readonly store: Store; close(): Promise<void> }>,
): void {
  describe(`a store ${name} serves the merchant's desk`, () => {
    let underTest: Awaited<ReturnType<typeof open>>;
    beforeAll(async () => {
      underTest = await open();
      for (let number = 1; number <= 5; number += 1) await place(number);
      await place(6, { merchantId: 'others' });
    });
    afterAll(() => underTest?.close());

    const idOf = (number: number) => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;

    async function place(number: number, changes: Partial<Order> = {}): Promise<void> {
      const order: Order = {
        ...sampleOrder(),
        id: idOf(number),
        merchantId: 'desk',
        outTradeNo: `DESK${number}`,
        openid: number % 2 === 0 ? 'oEven' : 'oOdd',
        state: 'created',
        amountFen: fen(100),
        items: [],
        createdAtMs: number < 3 ? 1000 : number * 1000,
        prepayId: null,
        prepaidAtMs: null,
        transactionId: null,
        paidAtMs: null,
        version: 1,
        ...changes,
      };
      const event = { name: 'create', from: null, to: order.state, atMs: order.createdAtMs };
      await underTest.store.createOrder({
        order,
        event: { ...event, note: 'by key:1' },
        idempotency: null,
      });
    }

    async function search(filter: Partial<OrderFilter>, cursor: string | null = null, limit = 9) {
      const all = { state: null, openid: null, fromMs: null, toMs: null, ...filter };
      const found = await underTest.store.searchOrders('desk', all, { cursor, limit });
      const numbers = found.items.map(({ outTradeNo }) => Number(outTradeNo.slice(4)));
      return { numbers, nextCursor: found.nextCursor };
    }

    test('orders are found newest first, page by page, one merchant at a time', async () => {
      expect(await search({})).toEqual({ numbers: [5, 4, 3, 2, 1], nextCursor: null });
      const first = await search({}, null, 4);
      expect(first).toEqual({ numbers: [5, 4, 3, 2], nextCursor: idOf(2) });
      expect((await search({}, first.nextCursor)).numbers).toEqual([1]);
      expect((await search({}, idOf(6))).numbers).toEqual([]);
    });

    test('orders are found by payer, time and state, and by all of them', async () => {
      expect((await search({ openid: 'oEven' })).numbers).toEqual([4, 2]);
      expect((await search({ fromMs: 3000, toMs: 5000 })).numbers).toEqual([4, 3]);
      expect((await search({ state: 'created', openid: 'oOdd', fromMs: 1001 })).numbers).toEqual([
        5, 3,
      ]);
      expect((await search({ state: 'disputed' })).numbers).toEqual([]);
      expect((await search({ openid: 'oOdd' }, idOf(5), 1)).numbers).toEqual([3]);
    });

    test('a disputed order is found by its state, and paid ones by their transaction', async () => {
      const { store } = underTest;
      const [before] = [await store.findOrderById('desk', idOf(3))];
      if (!before) throw new Error('no such order');
      const pay = { name: 'pay', from: 'created', to: 'paid', atMs: 9, note: null } as const;
      const paid = { state: 'paid', transactionId: 'T3', paidAtMs: 8 } as const;
      await store.commitOrder({ before, patch: paid, event: pay });
      expect(await store.findOrderByTransaction('desk', 'T3')).toMatchObject({ id: idOf(3) });
      expect(await store.findOrderByTransaction('others', 'T3')).toBeNull();
      const dispute = {
        name: 'dispute',
        from: 'paid',
        to: 'disputed',
        atMs: 9,
        note: 'x',
      } as const;
      await store.commitOrder({
        before: { ...before, ...paid, version: 2 },
        patch: { state: 'disputed' },
        event: dispute,
      });
      expect((await search({ state: 'disputed' })).numbers).toEqual([3]);
      const names = (await store.listOrderEvents(before)).map((event) => event.name);
      expect(names).toEqual(['create', 'pay', 'dispute']);
      expect(await store.listAttempts(before)).toEqual([]);
    });

    test('an order is found by each of its numbers, of one merchant alone', async () => {
      const { store } = underTest;
      const numbersOf = async (number: string, merchantId = 'desk') =>
        (await store.findOrdersByNumber(merchantId, number)).map(({ outTradeNo }) => outTradeNo);
      for (const number of [idOf(3), 'DESK3', 'T3']) {
        expect(await numbersOf(number)).toEqual(['DESK3']);
        expect(await numbersOf(number, 'others')).toEqual([]);
      }
      expect(await numbersOf('')).toEqual([]);
      expect(await numbersOf(idOf(6), 'others')).toEqual(['DESK6']);
      // Ids of ours have one form; what has another is looked for among the numbers alone.
      await place(9, { id: 'of-another-form', merchantId: 'forms' });
      expect(await numbersOf('of-another-form', 'forms')).toEqual([]);
      expect(await numbersOf('DESK9', 'forms')).toEqual(['DESK9']);
    });

    test('orders are found by what they cost and by several states, page by page', async () => {
      await place(7, { outTradeNo: 'DESK7', amountFen: fen(700), createdAtMs: 9_000 });
      expect((await search({ minFen: 101 })).numbers).toEqual([7]);
      expect((await search({ maxFen: 100, state: 'created' })).numbers).toEqual([5, 4, 2, 1]);
      expect((await search({ minFen: 100, maxFen: 100, openid: 'oEven' })).numbers).toEqual([4, 2]);
      const several = { state: ['created', 'disputed'] as const };
      expect((await search(several)).numbers).toEqual([7, 5, 4, 3, 2, 1]);
      const first = await search(several, null, 4);
      expect(first.numbers).toEqual([7, 5, 4, 3]);
      expect((await search(several, first.nextCursor)).numbers).toEqual([2, 1]);
      expect((await search({ state: [] })).numbers).toEqual([]);
    });

    const tea: Product = {
      id: 'tea',
      name: '龙井',
      description: '',
      priceFen: 100,
      stock: 5,
      imageUrl: null,
      active: true,
    };

    test('a product is added once, and changed without losing its place', async () => {
      const { store } = underTest;
      expect(await store.addProduct('desk', tea)).toBe(true);
      expect(await store.addProduct('desk', { ...tea, id: 'cup', active: false })).toBe(true);
      expect(await store.addProduct('desk', { ...tea, priceFen: 1 })).toBe(false);
      const set = { priceFen: 200, stock: 7, description: '新' };
      expect(await store.changeProduct('desk', 'tea', { set, stockChange: null })).toEqual({
        kind: 'changed',
        product: { ...tea, ...set },
      });
      const shelf = await store.listAllProducts('desk');
      expect(shelf.map(({ id }) => id)).toEqual(['tea', 'cup']);
      const nothing = { set: {}, stockChange: null };
      expect(await store.changeProduct('desk', 'cup', nothing)).toMatchObject({ kind: 'changed' });
      expect(await store.changeProduct('others', 'tea', nothing)).toEqual({ kind: 'not-there' });
    });

    test('stock comes and goes by pieces, never below none, and only where it is counted', async () => {
      const { store } = underTest;
      const move = (stockChange: number, id = 'pieces') =>
        store.changeProduct('desk', id, { set: {}, stockChange });
      await store.addProduct('desk', { ...tea, id: 'pieces', stock: 2 });
      await store.addProduct('desk', { ...tea, id: 'uncounted', stock: null });
      expect(await move(3)).toMatchObject({ kind: 'changed', product: { stock: 5 } });
      expect(await move(-6)).toEqual({ kind: 'too-few' });
      expect(await move(-5)).toMatchObject({ kind: 'changed', product: { stock: 0 } });
      expect(await move(1, 'uncounted')).toEqual({ kind: 'too-few' });
    });
  });
}
