import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { logIn, order, type Shop, startShop, storedOrder } from './start-shop.ts';
import { type TestDatabase, testDatabases } from './test-database.ts';

describe.each(testDatabases)('a purchase on the $name', ({ start }) => {
  let database: TestDatabase;
  let shop: Shop;

  beforeAll(async () => {
    database = await start();
    shop = await startShop({ databaseUrl: await database.create() });
  });
  afterAll(async () => {
    await shop?.stop();
    await database?.stop();
  });

  it('goes from login to paid by WeChat’s notification', async () => {
    const payer = await shop.logIn();
    const { items } = await payer.client.products();
    expect(items.map(({ id }) => id)).toEqual(shop.products.map(({ id }) => id));
    const paid = shop.nextEvent('order.paid');
    const { order: payable, requestPayment } = await order(payer);
    expect(payable).toMatchObject({ state: 'payable', amountFen: 12_800 });
    const result = await shop.simulator.pay({ openid: payer.openid, ...requestPayment });
    expect(result.errMsg).toBe('requestPayment:ok');
    expect(await paid).toMatchObject({ source: 'notification' });
    const read = await payer.client.order(payable.id);
    expect(read).toMatchObject({
      state: 'paid',
      transactionId: expect.stringMatching(/^42\d{26}$/),
    });
    expect((await payer.client.orders()).items).toEqual([read]);

    const kept = await storedOrder(shop, payable);
    expect(kept).toMatchObject({ state: 'paid', openid: payer.openid, nextPollAtMs: null });
    expect((await shop.store.records.history(kept)).map(({ name }) => name)).toEqual([
      'create',
      'prepay',
      'pay',
    ]);
    expect(await shop.store.records.evidence(kept)).toMatchObject([{ source: 'notification' }]);
    const announced = await shop.store.records.outbox();
    expect(announced.map(({ type, payload }) => [type, payload.outTradeNo])).toEqual([
      ['order.paid', kept.outTradeNo],
    ]);
  });

  it('can be cancelled on the pay sheet and paid in a second attempt', async () => {
    const payer = await shop.logIn();
    const { order: payable, requestPayment } = await order(payer);
    const cancelled = await shop.simulator.pay(
      { openid: payer.openid, ...requestPayment },
      'cancel',
    );
    expect(cancelled.errMsg).toBe('requestPayment:fail cancel');
    expect((await payer.client.order(payable.id, { confirm: true })).state).toBe('payable');
    const again = await payer.client.prepay(payable.id);
    const paid = shop.nextEvent('order.paid', payable.outTradeNo);
    await shop.simulator.pay({ openid: payer.openid, ...again.requestPayment });
    await paid;
    expect((await payer.client.order(payable.id)).state).toBe('paid');
  });

  it('is confirmed when the payer asks, although the notification was lost', async () => {
    shop.simulator.faults.add({ kind: 'notification.lose', count: 1 });
    const payer = await shop.logIn();
    const { order: payable, requestPayment } = await order(payer);
    await shop.simulator.pay({ openid: payer.openid, ...requestPayment }, 'pay-but-cancel');
    const read = await payer.client.order(payable.id, { confirm: true });
    expect(read.state).toBe('paid');
    const kept = await storedOrder(shop, payable);
    expect(await shop.store.records.evidence(kept)).toMatchObject([{ source: 'query' }]);
  });

  it('I01 is confirmed by the poll when the notification was lost and nobody asks', async () => {
    shop.simulator.faults.add({ kind: 'notification.lose', count: 1 });
    const payer = await shop.logIn();
    const { order: payable, requestPayment } = await order(payer);
    await shop.simulator.pay({ openid: payer.openid, ...requestPayment });
    const paid = shop.nextEvent('order.paid', payable.outTradeNo);
    shop.skew(10_000);
    expect(await paid).toMatchObject({ source: 'query' });
    expect((await payer.client.order(payable.id)).state).toBe('paid');
    shop.skew(-10_000);
  });

  it('ends when the payer cancels the order: WeChat takes no money for it any more', async () => {
    const payer = await shop.logIn();
    const { order: payable, requestPayment } = await order(payer);
    expect((await payer.client.cancelOrder(payable.id)).state).toBe('closed');
    const result = await shop.simulator.pay({ openid: payer.openid, ...requestPayment });
    expect(result.errMsg).not.toBe('requestPayment:ok');
    await expect(payer.client.prepay(payable.id)).rejects.toMatchObject({ code: 'order_closed' });
  });

  it('sells the last two of a thing to two of five payers', async () => {
    const payers = await Promise.all(Array.from({ length: 5 }, () => shop.logIn()));
    const results = await Promise.allSettled(payers.map((payer) => order(payer, 'cup')));
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(2);
    for (const result of results) {
      if (result.status === 'rejected') {
        expect(result.reason).toMatchObject({ code: 'product_unavailable', status: 409 });
      }
    }
  });

  it('I18 is nobody else’s: another payer’s order is not there', async () => {
    const [owner, other] = await Promise.all([shop.logIn(), shop.logIn()]);
    const { order: payable } = await order(owner);
    const ask = async (id: string) => {
      const answer = await fetch(`${shop.server.url}/v1/orders/${id}?confirm=true`, {
        headers: { authorization: `Bearer ${other.token}` },
      });
      const text = await answer.text();
      return {
        status: answer.status,
        text: text.replace(answer.headers.get('x-request-id') ?? '', ''),
      };
    };
    expect(await ask(payable.id)).toEqual(await ask('00000000-0000-4000-8000-000000000000'));
    expect((await ask(payable.id)).status).toBe(404);
    expect((await other.client.orders()).items).toEqual([]);
  });

  it('knows the session, the order and the sealed session key after a restart', async () => {
    const payer = await shop.logIn();
    const { order: payable } = await order(payer);
    const second = await startShop({ databaseUrl: shop.config.databaseUrl ?? '' });
    const resumed = await fetch(`${second.server.url}/v1/orders/${payable.id}`, {
      headers: { authorization: `Bearer ${payer.token}` },
    });
    expect(await resumed.json()).toMatchObject({ id: payable.id, state: 'payable' });
    await second.stop();
    await logIn(shop.simulator, shop.server.url, payer.openid);
  });

  it('opens a phone number with the stored session key, in the compatible way', async () => {
    const { code, openid } = shop.simulator.loginCode();
    const login = await post('/onLogin', { code });
    expect(login.body).toMatchObject({ openid, success: 'success' });
    const sealed = await shop.simulator.inject({
      method: 'POST',
      url: '/_simulator/phone-numbers',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ openid }),
    });
    const { encryptedData, iv } = JSON.parse(sealed.body);
    const { sessionKey } = login.body;
    const opened = await post('/getPhoneNumber', { sessionKey, encryptedData, iv });
    expect(opened).toMatchObject({
      status: 200,
      body: { success: true, phoneNumber: expect.stringMatching(/^\d{11}$/) },
    });
    const broken = await post('/getPhoneNumber', {
      sessionKey,
      encryptedData: Buffer.alloc(32).toString('base64'),
      iv,
    });
    expect(broken).toMatchObject({ status: 500, body: { success: false } });
  });

  it('exchanges the code of a phone number button, in the new way', async () => {
    const payer = await shop.logIn();
    const { code } = shop.simulator.miniProgram.phones.agree(payer.openid, '13912345678') ?? {};
    expect(await payer.client.phoneNumber(String(code))).toEqual({
      phoneNumber: '13912345678',
      purePhoneNumber: '13912345678',
      countryCode: '86',
    });
    await expect(payer.client.phoneNumber(String(code))).rejects.toMatchObject({
      code: 'phone_code_refused',
    });
  });

  it('takes a payment from a front end of the article', async () => {
    const { code } = shop.simulator.loginCode();
    const { body: login } = await post('/wechat/getOpenid', { code });
    const created = await post('/wechat/createOrder', {
      openid: login.openid,
      total_fee: 1,
      description: '品鉴小样',
    });
    expect(created.status).toBe(200);
    const { packageVal, ...rest } = created.body;
    const paid = shop.nextEvent('order.paid');
    const result = await shop.simulator.pay({
      openid: String(login.openid),
      ...rest,
      package: packageVal,
    });
    expect(result.errMsg).toBe('requestPayment:ok');
    expect(await paid).toMatchObject({ amountFen: 1 });
  });

  async function post(path: string, body: object) {
    const answer = await fetch(shop.server.url + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    const value: Record<string, unknown> = JSON.parse(await answer.text());
    return { status: answer.status, body: value };
  }
});
