import { afterAll, beforeAll, expect, it } from 'vitest';
import { createApiKey } from '../flows/create-api-key.ts';
import { createSecrets, systemRandom } from '../system.ts';
import { order, type Payer, type Shop, startShop, storedOrder } from './start-shop.ts';
import { type TestDatabase, testDatabases } from './test-database.ts';

const dayMs = 24 * 3_600_000;
const push = { token: 'pushToken', encodingAESKey: 'A'.repeat(43) } as const;
const parcel = { itemDesc: '明前龙井 ×1', carrier: 'ZTO', trackingNo: '73100000001' };

let database: TestDatabase;
let shop: Shop;
let payer: Payer;
let apiKey: string;

beforeAll(async () => {
  const [first] = testDatabases;
  if (!first) throw new Error('no database to test on');
  database = await first.start();
  shop = await startShop({
    databaseUrl: await database.create(),
    environment: {
      WECHAT_MESSAGE_TOKEN: push.token,
      WECHAT_MESSAGE_AES_KEY: push.encodingAESKey,
      YIFEN_PAID_MESSAGE: 'PAID_TEMPLATE,character_string1=outTradeNo,amount2=amount,time3=paidAt',
      YIFEN_SHIPPED_MESSAGE: 'SHIPPED_TEMPLATE,thing1=description,character_string2=trackingNo',
      YIFEN_ORDER_PAGE: 'pages/detail/detail?id={id}',
    },
  });
  const created = await createApiKey(
    {
      store: shop.store,
      random: systemRandom,
      secrets: createSecrets(shop.config.masterKey),
      clock: shop.clock,
      log: { event: () => undefined },
    },
    {
      merchantId: shop.config.merchantId,
      name: 'shipping',
      scopes: ['shipping:read', 'shipping:write'],
      lifeSeconds: null,
    },
  );
  apiKey = created.text;
  const url = `${shop.server.url}/wechat/messages/${shop.config.merchantId}`;
  const wrong = await shop.simulator.miniProgram.messages.configure({
    ...push,
    url,
    mode: 'secure',
    format: 'xml',
  });
  expect(wrong).toBeUndefined();
  payer = await shop.logIn();
});
afterAll(async () => {
  await shop?.stop();
  await database?.stop();
});

/** Buys; the payer accepts both messages, as after `wx.requestPayment`. */
async function buy() {
  const prepaid = await order(payer);
  const { templateIds = [], requestPayment } = prepaid;
  for (const template of templateIds) {
    shop.simulator.miniProgram.subscriptions.answer(payer.openid, template, 'accept');
  }
  const paid = shop.nextEvent('order.paid', prepaid.order.outTradeNo);
  await shop.simulator.pay({ openid: payer.openid, ...requestPayment });
  await paid;
  return { bought: prepaid.order, templateIds };
}

async function merchant(method: string, path: string, body?: object) {
  const answer = await fetch(`${shop.server.url}/v1/merchant/orders/${path}`, {
    method,
    headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
}

const messagesTo = () =>
  shop.simulator.miniProgram.subscriptions.sent().filter(({ openid }) => openid === payer.openid);

it('an order is shipped, received and settled, and the payer is told', async () => {
  const { shipping } = shop.simulator.miniProgram;
  const sent = shop.nextEvent('message.sent');
  const { bought, templateIds } = await buy();
  expect(templateIds).toEqual(['PAID_TEMPLATE', 'SHIPPED_TEMPLATE']);
  await sent;
  expect(messagesTo()).toMatchObject([
    {
      templateId: 'PAID_TEMPLATE',
      page: `pages/detail/detail?id=${bought.id}`,
      data: { character_string1: bought.outTradeNo, amount2: '¥128.00' },
    },
  ]);

  await expect(payer.client.confirmReceipt(bought.id)).rejects.toMatchObject({
    problem: { code: 'order_not_shipped' },
  });
  const request = { method: 'express', parcels: [parcel] };
  const posted = await merchant('POST', `${bought.id}/shipment`, request);
  expect(posted).toMatchObject({ status: 200, body: { state: 'to-report', complete: true } });

  // WeChat learns of a payment 5 s after us: the first report comes too early.
  const postponed = shop.nextEvent('shipment.postponed', bought.outTradeNo);
  shop.skew(6_000);
  expect(await postponed).toMatchObject({ code: '10060001' });
  await shop.simulator.clock.advance(6_000);
  const [reported, told] = [
    shop.nextEvent('shipment.reported', bought.outTradeNo),
    shop.nextEvent('message.sent'),
  ];
  shop.skew(10_000);
  await reported;
  await told;
  expect(messagesTo()[1]).toMatchObject({
    templateId: 'SHIPPED_TEMPLATE',
    data: { character_string2: parcel.trackingNo },
  });
  const seen = await payer.client.order(bought.id);
  expect(seen.shipment).toMatchObject({ state: 'shipped', parcels: [parcel] });
  expect((await payer.client.confirmReceipt(bought.id)).shipment?.state).toBe('shipped');

  const transaction_id = (await storedOrder(shop, bought)).transactionId ?? '';
  const key = { order_number_type: 2, transaction_id } as const;
  expect(shipping.confirm(payer.openid, key)).toBe('success');
  shop.skew(1_000);
  expect((await payer.client.confirmReceipt(bought.id)).shipment?.state).toBe('received');

  const settled = shop.nextEvent('shipment.settled', bought.outTradeNo);
  await shop.simulator.clock.advance(120_000);
  await settled;
  const { body } = await merchant('GET', `${bought.id}/shipment`);
  expect(body).toMatchObject({ stage: 'completed', settledAt: expect.any(String) });
  const { body: messages } = await merchant('GET', `${bought.id}/messages`);
  expect(messages).toMatchObject({
    items: [
      { kind: 'paid', state: 'sent' },
      { kind: 'shipped', state: 'sent' },
    ],
  });
});

it('two orders go in one parcel, and WeChat takes both', async () => {
  const { bought: first } = await buy();
  const { bought: second } = await buy();
  const shipment = { ...parcel, method: 'express' };
  const { itemDesc: _, ...request } = shipment;
  const posted = await fetch(`${shop.server.url}/v1/merchant/shipments`, {
    method: 'POST',
    headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' },
    body: JSON.stringify({ ...request, orders: [{ id: first.id }, { id: second.id }] }),
  });
  expect(posted.status).toBe(200);
  const both = [first, second].map(({ outTradeNo }) => outTradeNo);
  await shop.simulator.clock.advance(6_000);
  const reported = both.map((number) => shop.nextEvent('shipment.reported', number));
  // WeChat's clock is two minutes ahead by now, and with it the time of the payment.
  shop.skew(130_000);
  await Promise.all(reported);
  for (const bought of [first, second]) {
    const { body } = await merchant('GET', `${bought.id}/shipment?confirm=true`);
    expect(body).toMatchObject({ state: 'reported', stage: 'shipped' });
    expect(body.parcels).toMatchObject([{ trackingNo: parcel.trackingNo, reported: true }]);
  }
});

it('an order that nobody ships is announced after 48 hours', async () => {
  const { bought } = await buy();
  const overdue = shop.nextEvent('shipment.overdue', bought.outTradeNo);
  await shop.simulator.clock.advance(3 * dayMs);
  await overdue;
});

it('a message that was not signed, or for no merchant of ours, is refused', async () => {
  const post = (merchantId: string, query: string) =>
    fetch(`${shop.server.url}/wechat/messages/${merchantId}?${query}`, {
      method: 'POST',
      headers: { 'content-type': 'text/xml' },
      body: '<xml><ToUserName>gh_1</ToUserName></xml>',
    });
  const timestamp = Math.floor(shop.clock.nowMs() / 1000);
  const forged = await post(
    shop.config.merchantId,
    `timestamp=${timestamp}&nonce=1&msg_signature=0&signature=0`,
  );
  expect(forged.status).toBe(401);
  expect((await post('nobody', '')).status).toBe(404);
  const url = `${shop.server.url}/wechat/messages/${shop.config.merchantId}`;
  expect((await fetch(`${url}?signature=0&timestamp=${timestamp}&nonce=1&echostr=9`)).status).toBe(
    401,
  );
});
