import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { fen } from '../ledger/fen.ts';
import type { Order, PaymentCommit } from '../ports.ts';
import { sampleEvidence } from './sample-evidence.ts';
import { sampleOrder } from './sample-order.ts';
import type { StoreUnderTest } from './store-contract.ts';

/** What every store promises of a payment whose order was not read. */
export function paymentContract(name: string, open: () => Promise<StoreUnderTest>): void {
  describe(`payments of unread orders in a store ${name}`, () => {
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
      merchantId = `payments-${merchants}`;
    });

    /** An order that was placed, and is payable unless it is said to stay `created`. */
    async function place(number: number, state: 'created' | 'payable' = 'payable'): Promise<Order> {
      const order = sampleOrder({
        merchantId,
        id: `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`,
        outTradeNo: `${merchantId}N${number}`,
        state: 'created',
        items: [],
        version: 1,
      });
      const create = { name: 'create', from: null, to: 'created', atMs: 1, note: null } as const;
      await store.createOrder({ order, event: create, idempotency: null });
      if (state === 'created') return order;
      const event = {
        name: 'prepay',
        from: 'created',
        to: 'payable',
        atMs: 2,
        note: null,
      } as const;
      await store.commitOrder({ before: order, patch: { state: 'payable' }, event });
      return { ...order, state: 'payable', version: 2 };
    }

    function payment(
      order: Order,
      transactionId = `T${order.id}`,
      changes: Partial<PaymentCommit['expected']> = {},
    ): PaymentCommit {
      const { outTradeNo, amountFen, appid, mchid, openid } = order;
      const expected = { outTradeNo, amountFen, appid, mchid, openid, ...changes };
      return {
        merchantId: order.merchantId,
        expected: { state: 'payable', transactionId: null, ...expected },
        patch: { state: 'paid', transactionId, paidAtMs: 60_000, nextPollAtMs: null },
        event: { name: 'pay', from: 'payable', to: 'paid', atMs: 61_000, note: 'a "note"' },
        evidence: sampleEvidence(`E${transactionId}`),
        fact: {
          id: `${order.merchantId}-${transactionId}`,
          type: 'order.paid',
          atMs: 61_000,
          payload: { outTradeNo, 说明: '已支付 \\ "ok"', amountFen },
        },
      };
    }

    const find = ({ id, openid }: Order) => store.findOrder({ merchantId, openid }, id);
    const announced = async () =>
      (await store.records.outbox()).filter(({ id }) => id.startsWith(`${merchantId}-`));

    test('order, history, evidence and announcement are there together', async () => {
      const order = await place(1);
      const commit = payment(order);
      expect(await store.commitPayment(commit)).toBe(order.id);
      expect(await find(order)).toEqual({ ...order, ...commit.patch, version: 3 });
      expect((await store.records.history(order)).at(-1)).toEqual(commit.event);
      expect(await store.records.evidence(order)).toEqual([commit.evidence]);
      const payload = { ...commit.fact.payload, orderId: order.id };
      expect(await announced()).toEqual([{ ...commit.fact, payload }]);
    });

    test.each<[string, Partial<PaymentCommit['expected']>]>([
      ['number', { outTradeNo: 'another' }],
      ['amount', { amountFen: fen(12_799) }],
      ['appid', { appid: 'wx0000000000000002' }],
      ['merchant number', { mchid: '1900000002' }],
      ['payer', { openid: 'oSomebodyElse' }],
      ['transaction', { transactionId: 'T0' }],
    ])('I03 an order of another %s is not touched, alone or among others', async (_, changes) => {
      const orders = await Promise.all(Array.from({ length: 12 }, (_, number) => place(number)));
      const [first, ...others] = orders;
      if (!first) throw new Error('nothing was placed');
      const odd = payment(first, 'T1', changes);
      expect(await store.commitPayment(odd)).toBeNull();
      const all = [odd, ...others.map((order) => payment(order))];
      const paid = await Promise.all(all.map((one) => store.commitPayment(one)));
      expect(paid).toEqual([null, ...others.map(({ id }) => id)]);
      expect(await find(first)).toEqual(first);
      expect(await store.records.evidence(first)).toEqual([]);
      expect(await store.records.history(first)).toHaveLength(2);
      expect(await announced()).toHaveLength(others.length);
    });

    test('I03 an order in another state is not touched, alone or among others', async () => {
      const created = await place(1, 'created');
      const others = await Promise.all([2, 3, 4].map((number) => place(number)));
      expect(await store.commitPayment(payment(created))).toBeNull();
      const all = [created, ...others].map((order) => store.commitPayment(payment(order)));
      expect(await Promise.all(all)).toEqual([null, ...others.map(({ id }) => id)]);
      expect(await find(created)).toEqual(created);
    });

    test('I18 a number of another merchant pays nothing, though both have orders of the same ids', async () => {
      const placeAll = () => Promise.all([1, 2, 3, 4].map((number) => place(number)));
      const theirs = await placeAll();
      merchantId = `${merchantId}-other`;
      const ours = await placeAll();
      const wrong = theirs.map((order) => ({ ...payment(order), merchantId }));
      for (const one of wrong) expect(await store.commitPayment(one)).toBeNull();
      const together = await Promise.all(wrong.map((one) => store.commitPayment(one)));
      expect(together).toEqual(wrong.map(() => null));
      expect(await Promise.all(ours.map(find))).toEqual(ours);
      merchantId = theirs[0]?.merchantId ?? '';
      expect(await Promise.all(theirs.map(find))).toEqual(theirs);
    });

    test('I11 of twenty at the same moment, through two stores, one pays', async () => {
      const order = await place(1);
      const other = await underTest.another();
      const results = await Promise.all(
        Array.from({ length: 20 }, (_, index) =>
          (index % 2 ? store : other).commitPayment({
            ...payment(order),
            evidence: sampleEvidence(`E${index}`),
          }),
        ),
      );
      if (other !== store) await other.close();
      expect(results.filter((id) => id === order.id)).toHaveLength(1);
      expect(results.filter((id) => id === null)).toHaveLength(19);
      expect(await store.records.evidence(order)).toHaveLength(1);
      expect(await announced()).toHaveLength(1);
    });

    test('I04 one transaction pays one order, and harms no other', async () => {
      const orders = await Promise.all(Array.from({ length: 8 }, (_, number) => place(number)));
      const [first, second, ...others] = orders;
      if (!first || !second) throw new Error('nothing was placed');
      await store.commitPayment(payment(first, 'T1'));
      const all = [
        store.commitPayment(payment(second, 'T1')),
        ...others.map((order) => store.commitPayment(payment(order))),
      ];
      const [refused, ...paid] = await Promise.allSettled(all);
      expect(refused).toMatchObject({ reason: { constraint: 'orders_one_transaction' } });
      expect(paid.map((fate) => fate.status)).toEqual(others.map(() => 'fulfilled'));
      expect(await find(second)).toEqual(second);
    });

    test('a number that was given up pays nothing', async () => {
      const order = await place(1);
      await store.commitOrder({
        before: order,
        patch: { state: 'created', outTradeNo: `${merchantId}N2` },
        event: { name: 'renew', from: 'payable', to: 'created', atMs: 9, note: null },
      });
      expect(await store.commitPayment(payment(order))).toBeNull();
    });

    test('I12 what contradicts itself is refused', async () => {
      const commit = payment(await place(1));
      const { event, patch } = commit;
      const refused = (changes: Partial<PaymentCommit>, constraint: string) =>
        expect(store.commitPayment({ ...commit, ...changes })).rejects.toMatchObject({
          constraint,
        });
      await refused({ event: { ...event, from: 'created' } }, 'order_events_continue');
      await refused({ event: { ...event, to: 'closed' } }, 'orders_state_is_in_history');
      await refused({ event: { ...event, name: 'close' } }, 'order_events_follow_arrows');
      const unpaid = { ...patch, transactionId: null };
      await refused({ patch: unpaid }, 'orders_paid_has_transaction');
    });
  });
}
