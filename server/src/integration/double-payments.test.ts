import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { changeAmount } from '../flows/change-amount.ts';
import type { Ports } from '../ports.ts';
import { openProcess, type ShopProcess } from './open-process.ts';
import { order, type Shop, startShop, storedOrder } from './start-shop.ts';
import { type TestDatabase, testDatabases } from './test-database.ts';

const li = { id: 'user:li' };
const minuteMs = 60_000;

describe.each(testDatabases)('an order whose price is changed on the $name', ({ start }) => {
  let database: TestDatabase;
  let shop: Shop;
  let merchant: ShopProcess;

  beforeAll(async () => {
    database = await start();
    const databaseUrl = await database.create();
    shop = await startShop({ databaseUrl });
    merchant = await openProcess(shop, databaseUrl);
  });
  afterAll(async () => {
    await merchant?.close();
    await shop?.stop();
    await database?.stop();
  });

  it('is paid under its new number; under the old one WeChat takes nothing more', async () => {
    const payer = await shop.logIn();
    const { order: before, requestPayment: old } = await order(payer);
    const changed = await changeAmount(merchant.ports, li, before.id, 9_900);
    expect(changed.outTradeNo).not.toBe(before.outTradeNo);
    const refused = await shop.simulator.pay({ openid: payer.openid, ...old });
    expect(refused.errMsg).not.toBe('requestPayment:ok');
    const paid = shop.nextEvent('order.paid', changed.outTradeNo);
    const { requestPayment } = await payer.client.prepay(before.id);
    await shop.simulator.pay({ openid: payer.openid, ...requestPayment });
    await paid;
    expect(await payer.client.order(before.id)).toMatchObject({
      state: 'paid',
      amountFen: 9_900,
      outTradeNo: changed.outTradeNo,
    });
    expect(await shop.store.listRefunds(changed)).toEqual([]);
  });

  it('I04 keeps one payment and gives the other back, when both numbers were paid', async () => {
    const payer = await shop.logIn();
    const { order: before, requestPayment: old } = await order(payer);
    const changed = await changeAmount(deafToClose(merchant.ports), li, before.id, 9_900);
    const paid = shop.nextEvent('order.paid', changed.outTradeNo);
    const { requestPayment } = await payer.client.prepay(before.id);
    await shop.simulator.pay({ openid: payer.openid, ...requestPayment });
    await paid;
    const sent = shop.nextEvent('refund.processing', before.outTradeNo);
    await shop.simulator.pay({ openid: payer.openid, ...old });
    expect(await sent).toMatchObject({ kind: 'surplus', amountFen: 12_800 });
    const back = shop.nextEvent('refund.succeeded', before.outTradeNo);
    await shop.simulator.clock.advance(5 * minuteMs);
    await back;
    expect(await storedOrder(shop, changed)).toMatchObject({ state: 'paid', amountFen: 9_900 });
    expect(await shop.store.listRefunds(changed)).toMatchObject([
      { state: 'succeeded', outTradeNo: before.outTradeNo, amountFen: 12_800, totalFen: 12_800 },
    ]);
  });
});

/** A WeChat that says it has closed an order and takes its payment all the same. */
function deafToClose(ports: Ports): Ports {
  return { ...ports, platform: { ...ports.platform, closePayment: async () => undefined } };
}
