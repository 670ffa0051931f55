import { once } from 'node:events';
import { createServer } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { createSimulator, handClock, type Simulator } from '@yifen/simulator';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { SdkEvent } from './core/sdk-event.ts';
import { createMessagePush } from './create-message-push.ts';
import { createMiniProgram, type MiniProgram } from './create-mini-program.ts';
import { createWechatPay, type WechatPay } from './create-wechatpay.ts';
import type { PushedMessage } from './miniprogram/messages/pushed-message.ts';
import { failureOf } from './testing/test-wechat.ts';

let simulator: Simulator;
let wechatpay: WechatPay;
let miniProgram: MiniProgram;
let openid: string;
let session_key: string;
const events: SdkEvent[] = [];
let orders = 0;

beforeAll(async () => {
  simulator = await createSimulator({ seed: 3, clock: handClock(Date.UTC(2026, 0, 5, 2)) });
  const { merchant, url: baseUrl, clock } = simulator;
  const system = { nowMs: () => clock.nowMs() };
  wechatpay = createWechatPay({
    mchid: merchant.mchid,
    merchantSerial: merchant.merchantSerial,
    privateKey: merchant.merchantPrivateKey,
    apiV3Key: merchant.apiV3Key,
    platformKeys: [{ serial: merchant.publicKeyId, publicKey: merchant.publicKey }],
    baseUrl,
    system,
  });
});

beforeEach(async () => {
  const { merchant, url: baseUrl, clock } = simulator;
  miniProgram = createMiniProgram({
    appid: merchant.appid,
    secret: merchant.appSecret,
    baseUrl,
    system: { nowMs: () => clock.nowMs() },
    onEvent: (event) => events.push(event),
  });
  const session = await miniProgram.code2session(simulator.loginCode().code);
  ({ openid, session_key } = session);
});

afterAll(async () => {
  wechatpay.close();
  await simulator.close();
});

/** Orders, pays, and waits until the platform knows the payment. */
async function paidOrder(): Promise<string> {
  orders += 1;
  const { requestPayment } = await wechatpay.jsapi.prepay({
    appid: simulator.merchant.appid,
    description: 'Hat',
    out_trade_no: `T0000${orders}`,
    notify_url: 'http://127.0.0.1:1/notify',
    amount: { total: 100 },
    payer: { openid },
  });
  await simulator.pay({ openid, ...requestPayment });
  const { transaction_id } = await wechatpay.orders.query({ out_trade_no: `T0000${orders}` });
  return String(transaction_id);
}

async function control(method: string, path: string, body?: object) {
  const answer = await fetch(`${simulator.url}/_simulator${path}`, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return (await answer.json()) as Record<string, string>;
}

const parcel = { tracking_no: 'Z1', express_company: 'ZTO', item_desc: 'Hat *1' };

function shipment(transaction_id: string, change: object = {}) {
  return {
    order_key: { order_number_type: 2, transaction_id },
    logistics_type: 1,
    delivery_mode: 1,
    shipping_list: [parcel],
    payer: { openid },
    ...change,
  } as const;
}

test('one token serves many calls; expired or ended by somebody else, it is replaced unseen', async () => {
  const shipping = () => miniProgram.shipping.isTradeManaged();
  expect(await Promise.all([shipping(), shipping(), shipping()])).toEqual([true, true, true]);
  const asked = () =>
    events.filter((event) => event.name === 'exchange' && event.url.includes('stable_token'))
      .length;
  const before = asked();
  const { access_token } = await miniProgram.accessToken.get();
  expect(asked()).toBe(before);
  // Another program ends it: 40001 comes back, and is not seen.
  simulator.miniProgram.tokens.issueStable(simulator.merchant.appid, true);
  expect(await shipping()).toBe(true);
  expect((await miniProgram.accessToken.get()).access_token).not.toBe(access_token);
  await simulator.clock.advance(7_200_000);
  expect(await shipping()).toBe(true);
  expect(asked()).toBe(before + 2);
});

test('a forced refresh ends the present token', async () => {
  const { access_token } = await miniProgram.accessToken.get();
  await simulator.clock.advance(60_000);
  const next = await miniProgram.accessToken.forceRefresh();
  expect(next.access_token).not.toBe(access_token);
  expect(() => simulator.miniProgram.tokens.check(access_token)).toThrow(/not latest/);
});

test('a call whose token is refused is made again with another', async () => {
  await miniProgram.accessToken.get();
  const before = events.length;
  simulator.faults.add({ kind: 'platform.error', errcode: 40014 });
  expect(await miniProgram.shipping.isTradeManaged()).toBe(true);
  const names = events
    .slice(before)
    .map((event) => 'url' in event && /[a-z_]+(?=\?|$)/.exec(event.url)?.[0]);
  expect(names).toEqual(['is_trade_managed', 'stable_token', 'is_trade_managed']);
});

test('no AppSecret, token, session key or telephone number is in an event', async () => {
  const { code } = await control('POST', '/phone-numbers', { openid, phoneNumber: '13912345678' });
  await miniProgram.getPhoneNumber(String(code));
  const renewed = await miniProgram.sessionKeys.reset({ openid, session_key });
  const { access_token } = await miniProgram.accessToken.get();
  const shown = JSON.stringify(events);
  expect(shown).toContain('stable_token');
  for (const secret of [
    simulator.merchant.appSecret,
    access_token,
    session_key,
    renewed.session_key,
    '13912345678',
  ]) {
    expect(shown).not.toContain(secret);
  }
});

test('the code of the button becomes a telephone number, once; a login code does not', async () => {
  const { code } = await control('POST', '/phone-numbers', { openid, phoneNumber: '13912345678' });
  expect(await miniProgram.getPhoneNumber(String(code))).toMatchObject({
    phoneNumber: '13912345678',
    purePhoneNumber: '13912345678',
    countryCode: '86',
    watermark: { appid: simulator.merchant.appid },
  });
  expect(await failureOf(miniProgram.getPhoneNumber(String(code)))).toMatchObject({
    errcode: 40029,
    outcome: 'refused',
    rid: expect.stringMatching(/^[0-9a-f-]{26}$/),
  });
  const login = simulator.loginCode().code;
  expect(await failureOf(miniProgram.getPhoneNumber(login))).toMatchObject({ errcode: 40029 });
  expect(await failureOf(miniProgram.getPhoneNumber(''))).toMatchObject({ field: 'code' });
});

test('a stored session key is checked, replaced, and then no longer the present one', async () => {
  const stored = { openid, session_key };
  expect(await miniProgram.sessionKeys.check(stored)).toBe(true);
  const renewed = await miniProgram.sessionKeys.reset(stored);
  expect(await miniProgram.sessionKeys.check(stored)).toBe(false);
  expect(await miniProgram.sessionKeys.check(renewed)).toBe(true);
  expect(await miniProgram.sessionKeys.check({ openid: 'oNobody', session_key })).toBe(false);
  expect(await failureOf(miniProgram.sessionKeys.reset(stored))).toMatchObject({ errcode: 87009 });
  simulator.faults.add({ kind: 'platform.error', errcode: -1 });
  expect(await failureOf(miniProgram.sessionKeys.check(renewed))).toMatchObject({ errcode: -1 });
});

test('encrypted data made by WeChat is told from data made by somebody', async () => {
  const { encryptedData } = await control('POST', '/phone-numbers', { openid });
  expect(await miniProgram.checkEncryptedData(String(encryptedData))).toEqual({
    vaild: true,
    create_time: simulator.clock.nowMs() / 1000,
  });
  expect(await miniProgram.checkEncryptedData('AAAA')).toEqual({ vaild: false });
});

test('the unionid of a user who just paid is found by either number', async () => {
  const transaction_id = await paidOrder();
  const byNumber = { openid, mch_id: simulator.merchant.mchid, out_trade_no: `T0000${orders}` };
  expect(await failureOf(miniProgram.getPaidUnionid({ openid, transaction_id }))).toMatchObject({
    errcode: 89002,
  });
  await control('POST', '/mini-program', { openPlatformBound: true });
  const unionid = await miniProgram.getPaidUnionid({ openid, transaction_id });
  expect(await miniProgram.getPaidUnionid(byNumber)).toBe(unionid);
  await simulator.clock.advance(300_000);
  expect(await failureOf(miniProgram.getPaidUnionid(byNumber))).toMatchObject({ errcode: 89300 });
  await control('POST', '/mini-program', { openPlatformBound: false });
});

test('a payment is shipped, confirmed by the user and settled', async () => {
  const transaction_id = await paidOrder();
  expect(await failureOf(miniProgram.shipping.upload(shipment(transaction_id)))).toMatchObject({
    errcode: 10060001,
    advice: { en: expect.stringContaining('10 to 60 seconds') },
  });
  await simulator.clock.advance(10_000);
  expect(await miniProgram.shipping.getOrder({ transaction_id })).toMatchObject({
    order_state: 1,
    shipping: {},
  });
  expect(await miniProgram.shipping.upload(shipment(transaction_id))).toEqual({ changed: true });
  await simulator.clock.advance(1000);
  expect(await miniProgram.shipping.upload(shipment(transaction_id))).toEqual({ changed: false });
  const merchant_trade_no = `T0000${orders}`;
  const key = { merchant_id: simulator.merchant.mchid, merchant_trade_no };
  const shipped = await miniProgram.shipping.getOrder(key);
  expect(shipped).toMatchObject({
    transaction_id,
    order_state: 2,
    paid_amount: 100,
    shipping: {
      finish_shipping: true,
      finish_shipping_count: 1,
      shipping_list: [{ tracking_no: 'Z1' }],
    },
  });
  const received_time = Math.floor(simulator.clock.nowMs() / 1000);
  await miniProgram.shipping.notifyConfirmReceive({ transaction_id, received_time });
  expect(
    await failureOf(miniProgram.shipping.notifyConfirmReceive({ ...key, received_time })),
  ).toMatchObject({ errcode: 10060030 });
  expect(await control('POST', '/receipts', { openid, transaction_id })).toEqual({
    status: 'success',
    errormsg: '',
  });
  expect(await miniProgram.shipping.getOrder(key)).toMatchObject({ order_state: 3 });
  await simulator.clock.advance(60_000);
  expect(await miniProgram.shipping.getOrder(key)).toMatchObject({ order_state: 4 });
  expect(await failureOf(miniProgram.shipping.upload(shipment(transaction_id)))).toMatchObject({
    errcode: 10060004,
  });
});

test('what was paid by one combined payment is shipped by one call, each order in its own parcel', async () => {
  const { appid, mchid, subMerchant } = simulator.merchant;
  const part = (out_trade_no: string) => ({
    mchid,
    sub_mchid: subMerchant.mchid,
    attach: 'a',
    amount: { total_amount: 100, currency: 'CNY' as const },
    out_trade_no,
    description: '茶',
  });
  const request = {
    combine_appid: appid,
    combine_out_trade_no: 'SHIPPED1',
    sub_orders: [part('SHIPPED2'), part('SHIPPED3')],
    notify_url: 'http://127.0.0.1:1/notify',
    combine_payer_info: { openid },
  };
  const { requestPayment } = await wechatpay.combine.jsapi.prepay(request);
  await simulator.pay({ openid, ...requestPayment });
  const paid = await wechatpay.combine.query(request);
  await simulator.clock.advance(10_000);
  const keys = paid.sub_orders.map(({ transaction_id }) => ({
    order_number_type: 2 as const,
    transaction_id: String(transaction_id),
  }));
  const upload = (change: (place: number) => object = () => ({})) =>
    miniProgram.shipping.uploadCombined({
      order_key: { order_number_type: 1, mchid, out_trade_no: 'SHIPPED1' },
      sub_orders: keys.map((order_key, place) => ({
        order_key,
        logistics_type: 1 as const,
        delivery_mode: 1 as const,
        shipping_list: [{ ...parcel, tracking_no: `C${place}` }],
        ...change(place),
      })),
      payer: { openid },
    });
  const states = () =>
    Promise.all(
      keys.map(async ({ transaction_id }) => {
        const { order_state, shipping } = await miniProgram.shipping.getOrder({ transaction_id });
        return [order_state, shipping.shipping_list?.[0]?.tracking_no];
      }),
    );
  const unknown = { order_key: { order_number_type: 2, transaction_id: '4200000000' } };
  expect(await failureOf(upload((place) => (place === 1 ? unknown : {})))).toMatchObject({
    errcode: 10060001,
  });
  expect(await states()).toEqual([
    [1, undefined],
    [1, undefined],
  ]);
  expect(await upload()).toEqual({ changed: true });
  expect(await states()).toEqual([
    [2, 'C0'],
    [2, 'C1'],
  ]);
});

test('parcels may follow one another, and a combined payment is shipped in one call', async () => {
  const first = await paidOrder();
  const second = await paidOrder();
  await simulator.clock.advance(10_000);
  const split = (tracking_no: string, is_all_delivered: boolean) =>
    shipment(first, {
      delivery_mode: 2,
      is_all_delivered,
      shipping_list: [{ ...parcel, tracking_no }],
    });
  await miniProgram.shipping.upload(split('Z1', false));
  await simulator.clock.advance(1000);
  await miniProgram.shipping.upload(split('Z2', true));
  const { shipping } = await miniProgram.shipping.getOrder({ transaction_id: first });
  expect(shipping.shipping_list?.map(({ tracking_no }) => tracking_no)).toEqual(['Z1', 'Z2']);

  const { payer, ...order } = shipment(second);
  const combined = { order_key: order.order_key, sub_orders: [order], payer };
  expect(await miniProgram.shipping.uploadCombined(combined)).toEqual({ changed: true });
  expect(
    await failureOf(miniProgram.shipping.uploadCombined({ ...combined, sub_orders: [] })),
  ).toMatchObject({ field: 'sub_orders' });
  const mixed = [order, { ...order, logistics_type: 3 as const }];
  expect(
    await failureOf(miniProgram.shipping.uploadCombined({ ...combined, sub_orders: mixed })),
  ).toMatchObject({ field: 'sub_orders[1].logistics_type' });
  const page = await miniProgram.shipping.listOrders({ openid, page_size: 1 });
  expect(page).toMatchObject({ has_more: true, order_list: [{ transaction_id: first }] });
  const { last_index } = page;
  const next = await miniProgram.shipping.listOrders({ openid, page_size: 1, last_index });
  expect(next).toMatchObject({ has_more: false, order_list: [{ transaction_id: second }] });
  expect((await miniProgram.shipping.listOrders()).order_list.length).toBeGreaterThan(1);
});

test('the settings of shipping management are read and written', async () => {
  const { shipping } = miniProgram;
  expect(await shipping.isTradeManaged()).toBe(true);
  expect(await shipping.isTradeManagementConfirmationCompleted()).toBe(true);
  await shipping.setMessageJumpPath('pages/order/order');
  await shipping.setOrderDetailPath(['pages/order/order?id=$', '{商品订单号}'].join(''));
  expect(await failureOf(shipping.setMessageJumpPath('https://x'))).toMatchObject({
    errcode: 10060035,
  });
  expect(await failureOf(shipping.setOrderDetailPath(''))).toMatchObject({ field: 'path' });
  const couriers = await shipping.deliveryCompanies();
  expect(couriers).toContainEqual({ delivery_id: 'SF', delivery_name: '顺丰速运' });
  const transaction_id = await paidOrder();
  const delay_to = Math.floor(simulator.clock.nowMs() / 1000) + 86_400;
  await shipping.reportSpecialOrder({ order_id: transaction_id, type: 1, delay_to });
  expect(await failureOf(shipping.reportSpecialOrder({ order_id: 'x', type: 2 }))).toMatchObject({
    errcode: 268546000,
  });
  await control('POST', '/mini-program', { managed: false });
  expect(await shipping.isTradeManaged()).toBe(false);
  expect(await failureOf(shipping.getOrder({ transaction_id }))).toMatchObject({ errcode: 48001 });
  await control('POST', '/mini-program', { managed: true });
});

test('each accepted subscription is good for one message', async () => {
  const template_id = 'T'.repeat(43);
  const message = {
    touser: openid,
    template_id,
    page: 'pages/order/order',
    data: { thing1: { value: '帽子' }, amount2: { value: '¥9.90' } },
  };
  const send = () => miniProgram.subscribeMessages.send(message);
  expect(await failureOf(send())).toMatchObject({ errcode: 40037 });
  await control('POST', '/subscriptions', { openid, templateId: template_id, answer: 'accept' });
  await send();
  expect(await failureOf(send())).toMatchObject({ errcode: 43101 });
  expect(await control('GET', '/subscribe-messages')).toMatchObject({
    items: [{ openid, data: { thing1: '帽子' } }],
  });
});

test('any other service is called by its path, and its path only', async () => {
  const body = { appid: simulator.merchant.appid };
  const answer = await miniProgram.call({
    method: 'POST',
    path: '/wxa/sec/order/is_trade_managed',
    body,
  });
  expect(answer).toEqual({ errcode: 0, errmsg: 'ok', is_trade_managed: true });
  const unknown = miniProgram.call({ method: 'GET', path: '/wxa/nothing' });
  expect(await failureOf(unknown)).toMatchObject({ errcode: 40066 });
  for (const path of ['wxa', '/wxa?a=1', '/wxa/../x y', '//evil.example', '']) {
    const failure = await failureOf(miniProgram.call({ method: 'GET', path }));
    expect(failure).toMatchObject({ code: 'ARGUMENT_INVALID', field: 'path' });
  }
});

test.each(['json', 'xml'] as const)(
  'an encrypted push arrives and opens (%s), the address was checked before',
  async (format) => {
    const { appid } = simulator.merchant;
    const system = { nowMs: () => simulator.clock.nowMs() };
    const settings = { token: 'Token1', encodingAESKey: `${'q'.repeat(42)}A` };
    const push = createMessagePush({ appid, ...settings, system });
    const opened = Promise.withResolvers<PushedMessage>();
    const server = createServer(async (request, response) => {
      const query = new URL(request.url ?? '', 'http://localhost').searchParams;
      if (request.method === 'GET') return void response.end(push.echo(query));
      const message = push.open({ query, body: await buffer(request) });
      response.end(push.reply(message, { ok: true }));
      opened.resolve(message);
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    const port = typeof address === 'object' ? address?.port : undefined;
    const url = `http://127.0.0.1:${port}/push`;
    await control('POST', '/message-push', { url, format, mode: 'secure', ...settings });
    const transaction_id = await paidOrder();
    await simulator.clock.advance(10_000);
    await miniProgram.shipping.upload(shipment(transaction_id));
    expect(await opened.promise).toMatchObject({
      event: 'trade_manage_order_settlement',
      encrypted: true,
      format,
      message: {
        transaction_id,
        FromUserName: openid,
        estimated_settlement_time: expect.any(Number),
      },
    });
    await control('DELETE', '/message-push');
    server.close();
    server.closeAllConnections();
  },
);
