import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Order } from '../ports.ts';
import { order, type Shop, startShop, storedOrder } from './start-shop.ts';
import { type TestDatabase, testDatabases } from './test-database.ts';

const minuteMs = 60_000;

describe.each(testDatabases)('I07 late money on the $name', ({ start }) => {
  let database: TestDatabase;
  let shop: Shop;

  beforeAll(async () => {
    database = await start();
  });
  afterAll(() => database?.stop());

  describe('by the policy “accept”', () => {
    beforeAll(() => open('accept'));
    afterAll(() => shop?.stop());

    it('pays the order that was being closed', async () => {
      const paid = shop.nextEvent('order.paid');
      const late = await payLate();
      expect(await paid).toMatchObject({ outTradeNo: late.outTradeNo, late: true });
      expect((await storedOrder(shop, late)).state).toBe('paid');
      expect(await shop.store.listRefunds(late)).toEqual([]);
    });
  });

  describe('by the policy “refund”', () => {
    beforeAll(() => open('refund'));
    afterAll(() => shop?.stop());

    it('goes back in full, and the order ends closed', async () => {
      const sent = shop.nextEvent('refund.processing');
      const late = await payLate();
      expect(await sent).toMatchObject({ outTradeNo: late.outTradeNo, kind: 'late' });
      expect((await storedOrder(shop, late)).state).toBe('refunding');
      const closed = shop.nextEvent('order.closed', late.outTradeNo);
      await shop.simulator.clock.advance(5 * minuteMs);
      expect(await closed).toMatchObject({ why: 'refunded' });
      expect((await storedOrder(shop, late)).state).toBe('closed');
      expect(await shop.store.listRefunds(late)).toMatchObject([
        { state: 'succeeded', amountFen: late.amountFen, requestedBy: 'system' },
      ]);
      const outbox = await shop.store.records.outbox();
      expect(outbox.map(({ type }) => type)).toEqual([
        'order.refunding',
        'refund.succeeded',
        'order.closed',
      ]);
    });
  });

  async function open(latePayment: string): Promise<void> {
    const environment = { YIFEN_LATE_PAYMENT: latePayment };
    shop = await startShop({ databaseUrl: await database.create(), environment });
  }

  /** The payer cancels, WeChat never hears of it, and the payer pays all the same. */
  async function payLate(): Promise<Order> {
    const payer = await shop.logIn();
    const { order: payable, requestPayment } = await order(payer);
    shop.simulator.faults.add({ kind: 'request.lose', operation: 'close', count: null });
    const cancelled = await payer.client.cancelOrder(payable.id);
    expect(cancelled.state).toBe('closing');
    await shop.simulator.pay({ openid: payer.openid, ...requestPayment });
    return storedOrder(shop, payable);
  }
});
