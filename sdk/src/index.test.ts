import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { createSimulator, type Simulator } from '@yifen/simulator';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createMiniProgram, createWechatPay, type SdkEvent, type WechatPay } from './index.ts';

let simulator: Simulator;
let wechatpay: WechatPay;
let openid: string;
const events: SdkEvent[] = [];

beforeAll(async () => {
  simulator = await createSimulator({ seed: 1 });
  const { merchant, url } = simulator;
  wechatpay = createWechatPay({
    mchid: merchant.mchid,
    merchantSerial: merchant.merchantSerial,
    privateKey: merchant.merchantPrivateKey,
    apiV3Key: merchant.apiV3Key,
    platformKeys: [{ serial: merchant.publicKeyId, publicKey: merchant.publicKey }],
    baseUrl: url,
    onEvent: (event) => events.push(event),
  });
  const { appid, appSecret: secret } = merchant;
  const miniProgram = createMiniProgram({ appid, secret, baseUrl: url });
  const login = await simulator.loginCode();
  ({ openid } = await miniProgram.code2session(login.code));
  expect(openid).toBe(login.openid);
  await expect(miniProgram.code2session(login.code)).rejects.toMatchObject({ errcode: 40163 });
  miniProgram.close();
});

afterAll(async () => {
  wechatpay.close();
  await simulator.close();
});

function order(out_trade_no: string, notify_url = 'https://shop.example/notify') {
  return {
    appid: simulator.merchant.appid,
    description: '茶',
    out_trade_no,
    notify_url,
    amount: { total: 100 },
    payer: { openid },
  };
}

test('an order is placed, refused by nobody, paid and found paid', async () => {
  const { requestPayment } = await wechatpay.jsapi.prepay(order('T20260101|0001*'));
  expect(await wechatpay.orders.query({ out_trade_no: 'T20260101|0001*' })).toMatchObject({
    trade_state: 'NOTPAY',
  });
  expect(await simulator.pay({ openid, ...requestPayment })).toEqual({
    errMsg: 'requestPayment:ok',
  });
  const found = await wechatpay.orders.query({ out_trade_no: 'T20260101|0001*' });
  expect(found).toMatchObject({
    trade_state: 'SUCCESS',
    amount: { total: 100 },
    payer: { openid },
  });
  const { transaction_id = '' } = found;
  expect(await wechatpay.orders.query({ transaction_id })).toEqual(found);
});

test('a closed order stays closed, and is said to be', async () => {
  await wechatpay.jsapi.prepay(order('T00002'));
  await wechatpay.orders.close({ out_trade_no: 'T00002' });
  await wechatpay.orders.close({ out_trade_no: 'T00002' });
  expect(await wechatpay.orders.query({ out_trade_no: 'T00002' })).toMatchObject({
    trade_state: 'CLOSED',
  });
});

test('an order nobody placed is said not to exist, and the refusal is signed', async () => {
  await expect(wechatpay.orders.query({ out_trade_no: 'T99999' })).rejects.toMatchObject({
    name: 'ApiError',
    status: 404,
    wechat: { code: 'ORDER_NOT_EXIST' },
    outcome: 'refused',
  });
});

test('a notification that really arrived opens', async () => {
  const { promise, resolve } = Promise.withResolvers<{
    headers: IncomingHttpHeaders;
    body: Buffer;
  }>();
  const receiver = createServer(async (request, response) => {
    resolve({ headers: request.headers, body: await buffer(request) });
    response.writeHead(204).end();
  });
  receiver.listen(0, '127.0.0.1');
  await once(receiver, 'listening');
  const address = receiver.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  const placed = order('T00003', `http://127.0.0.1:${port}/notify`);
  const { requestPayment } = await wechatpay.jsapi.prepay(placed);
  await simulator.pay({ openid, ...requestPayment });
  const opened = wechatpay.notifications.open(await promise);
  receiver.close();
  if (opened.event_type !== 'TRANSACTION.SUCCESS') throw new Error(opened.event_type);
  const { out_trade_no, amount } = opened.resource;
  expect({ out_trade_no, total: amount.total }).toEqual({ out_trade_no: 'T00003', total: 100 });
});

test('a client that holds only the platform certificate believes the same answers', async () => {
  const { merchant, url } = simulator;
  const client = createWechatPay({
    mchid: merchant.mchid,
    merchantSerial: merchant.merchantSerial,
    privateKey: merchant.merchantPrivateKey,
    apiV3Key: merchant.apiV3Key,
    platformKeys: [{ certificate: merchant.platformCertificate }],
    baseUrl: url,
    onEvent: (event) => events.push(event),
  });
  await client.jsapi.prepay(order('T00004'));
  expect(events.at(-2)).toMatchObject({ verified: true, serial: merchant.platformSerial });
  client.close();
});
