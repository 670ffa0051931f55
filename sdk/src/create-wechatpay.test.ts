import { generateKeyPairSync, verify } from 'node:crypto';
import { expect, test } from 'vitest';
import { ConfigError } from './core/errors/config-error.ts';
import type { SdkEvent } from './core/sdk-event.ts';
import { createWechatPay } from './create-wechatpay.ts';
import { certificate } from './testing/certificate.ts';
import {
  answer,
  failureOf,
  merchantKeys,
  nowMs,
  scripted,
  signedHeaders,
  stoppedSystem,
  testOptions,
} from './testing/test-wechat.ts';

const prepaid = { prepay_id: 'wx26112221580621e9b071c00d9e093b0000' };
const order = {
  appid: 'wxd678efh567hg6787',
  description: 'Image形象店-深圳腾大-QQ公仔',
  out_trade_no: 'T20260101|0001*',
  notify_url: 'https://shop.example/wechatpay/notifications/m1',
  amount: { total: 1 },
  payer: { openid: 'oUpF8uMuAJO_M2pxb1Q9zNjWeS6o' },
};
const paid = {
  appid: order.appid,
  mchid: '1900000001',
  out_trade_no: order.out_trade_no,
  transaction_id: '4200000000000000000000000001',
  trade_state: 'SUCCESS',
  success_time: '2026-01-01T10:00:05+08:00',
  payer: order.payer,
  amount: { total: 1, payer_total: 1, currency: 'CNY', payer_currency: 'CNY' },
};

test('the bytes that are signed are the bytes that are sent', async () => {
  const { transport, requests } = scripted(() => answer(200, prepaid));
  await createWechatPay(testOptions(transport)).jsapi.prepay(order);
  const sent = requests[0];
  const fields =
    /mchid="1900000001",nonce_str="(.+)",signature="(.+)",timestamp="(\d+)",serial_no="5157F09EFDC096DE15EBE81A47057A7232F1B8E1"$/.exec(
      sent?.headers.authorization ?? '',
    );
  const head = `POST\n/v3/pay/transactions/jsapi\n${fields?.[3]}\n${fields?.[1]}\n`;
  const message = Buffer.concat([
    Buffer.from(head),
    Buffer.from(sent?.body ?? ''),
    Buffer.from('\n'),
  ]);
  const signature = Buffer.from(fields?.[2] ?? '', 'base64');
  expect(verify('RSA-SHA256', message, merchantKeys.publicKey, signature)).toBe(true);
  expect(fields?.[3]).toBe(String(nowMs / 1000));
  expect(JSON.parse(Buffer.from(sent?.body ?? '').toString())).toEqual({
    ...order,
    mchid: '1900000001',
  });
});

test('every request names WeChat’s key, the client and what it accepts', async () => {
  const { transport, requests } = scripted(() => answer(200, paid));
  await createWechatPay(testOptions(transport)).orders.query({ out_trade_no: order.out_trade_no });
  expect(requests[0]?.headers).toMatchObject({
    'wechatpay-serial': 'PUB_KEY_ID_0000000000000024101100397200000006',
    'user-agent': expect.stringMatching(/^yifen-wechatpay\//),
    accept: 'application/json',
  });
  expect(requests[0]?.body).toBeUndefined();
});

test('an order number is percent-encoded once, and signed as it is sent', async () => {
  const { transport, requests } = scripted(() => answer(200, paid));
  const events: SdkEvent[] = [];
  const options = { ...testOptions(transport), onEvent: (event: SdkEvent) => events.push(event) };
  await createWechatPay(options).orders.query({ out_trade_no: order.out_trade_no });
  const path = '/v3/pay/transactions/out-trade-no/T20260101%7C0001%2A?mchid=1900000001';
  expect(requests[0]?.url).toBe(`https://api.mch.weixin.qq.com${path}`);
  expect(events).toMatchObject([
    { name: 'exchange', verified: true, outcome: 'done', status: 200, durationMs: 0 },
  ]);
  expect(events[0]).toHaveProperty(
    'signedText',
    `GET\n${path}\n${nowMs / 1000}\n${'n'.repeat(32)}\n\n`,
  );
});

test('a prepay comes back with parameters that the cashier accepts', async () => {
  const { transport } = scripted(() => answer(200, prepaid));
  const { prepay_id, requestPayment } = await createWechatPay(testOptions(transport)).jsapi.prepay(
    order,
  );
  expect(prepay_id).toBe(prepaid.prepay_id);
  const { timeStamp, nonceStr, paySign, ...rest } = requestPayment;
  expect(rest).toEqual({ package: `prepay_id=${prepay_id}`, signType: 'RSA' });
  expect(timeStamp).toBe(String(nowMs / 1000));
  const message = `${order.appid}\n${timeStamp}\n${nonceStr}\nprepay_id=${prepay_id}\n`;
  const signature = Buffer.from(paySign, 'base64');
  expect(verify('RSA-SHA256', Buffer.from(message), merchantKeys.publicKey, signature)).toBe(true);
});

test('the private key signs on the thread pool exactly as a synchronous signer would', async () => {
  const { transport, requests } = scripted(() => answer(204));
  const { signer: _, ...options } = testOptions(transport);
  const pem = merchantKeys.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  await createWechatPay({ ...options, privateKey: pem }).orders.close({ out_trade_no: 'T00001' });
  await createWechatPay(testOptions(transport)).orders.close({ out_trade_no: 'T00001' });
  expect(requests[0]?.headers.authorization).toBe(requests[1]?.headers.authorization);
});

test('a signed 204 is a successful close', async () => {
  const { transport, requests } = scripted(() => answer(204));
  const { orders } = createWechatPay(testOptions(transport));
  await expect(orders.close({ out_trade_no: 'T00001' })).resolves.toBeUndefined();
  expect(requests[0]?.url).toMatch(/\/out-trade-no\/T00001\/close$/);
  expect(Buffer.from(requests[0]?.body ?? '').toString()).toBe('{"mchid":"1900000001"}');
});

test('an order is found by WeChat’s number too, and unknown states are kept', async () => {
  const { transport, requests } = scripted(() =>
    answer(200, { ...paid, trade_state: 'SOMETHING_NEW', promotion_detail: [] }),
  );
  const { orders } = createWechatPay(testOptions(transport));
  const found = await orders.query({ transaction_id: paid.transaction_id });
  expect(found.trade_state).toBe('SOMETHING_NEW');
  expect(requests[0]?.url).toMatch(/\/id\/4200000000000000000000000001\?mchid=1900000001$/);
});

test('an unpaid order has neither amount nor payer', async () => {
  const { appid, mchid, out_trade_no } = paid;
  const unpaid = {
    appid,
    mchid,
    out_trade_no,
    trade_state: 'NOTPAY',
    trade_state_desc: '订单未支付',
  };
  const { transport } = scripted(() => answer(200, unpaid));
  const { orders } = createWechatPay(testOptions(transport));
  expect(await orders.query({ out_trade_no })).toEqual(unpaid);
});

test.each([
  [{ ...paid, out_trade_no: 'T_OTHER' }, 'ANSWER_FOREIGN'],
  [{ ...paid, mchid: '1900000002' }, 'ANSWER_FOREIGN'],
  [{ ...paid, amount: { total: 0.01 } }, 'ANSWER_MALFORMED'],
  [{ ...paid, amount: { total: '1' } }, 'ANSWER_MALFORMED'],
  [{ ...paid, amount: { total: 1, payer_total: -1 } }, 'ANSWER_MALFORMED'],
  [{ ...paid, payer: {} }, 'ANSWER_MALFORMED'],
  [{ ...paid, transaction_id: 42 }, 'ANSWER_MALFORMED'],
  [{ ...paid, trade_state: '' }, 'ANSWER_MALFORMED'],
  [[], 'ANSWER_MALFORMED'],
  ['<html>', 'ANSWER_MALFORMED'],
])('a signed answer that is not about this order is not believed (%#)', async (content, code) => {
  const { transport } = scripted(() => answer(200, content));
  const { orders } = createWechatPay(testOptions(transport));
  const failure = await failureOf(orders.query({ out_trade_no: order.out_trade_no }));
  expect(failure).toMatchObject({ name: 'AnswerError', code, outcome: 'unknown' });
});

test('a prepay answer without a prepay_id is malformed', async () => {
  const { transport } = scripted(() => answer(200, {}));
  const failure = await failureOf(createWechatPay(testOptions(transport)).jsapi.prepay(order));
  expect(failure).toMatchObject({ code: 'ANSWER_MALFORMED', outcome: 'unknown' });
});

test('when only the payment signature fails, the error says that the order is placed', async () => {
  const { transport } = scripted(() => answer(200, prepaid));
  const options = testOptions(transport);
  const broken = new Error('key service is down');
  const signer = {
    sign: async (message: Uint8Array) => {
      if (message[0] !== 'P'.charCodeAt(0)) throw broken;
      return options.signer?.sign(message) ?? '';
    },
  };
  const failure = await failureOf(createWechatPay({ ...options, signer }).jsapi.prepay(order));
  expect(failure).toMatchObject({ code: 'SIGNER_FAILED', outcome: 'done', cause: broken });
});

test('when the request cannot be signed, nothing is sent', async () => {
  const { transport, requests } = scripted(() => answer(200, prepaid));
  const signer = { sign: () => Promise.reject(new Error('key service is down')) };
  const client = createWechatPay({ ...testOptions(transport), signer });
  expect(await failureOf(client.jsapi.prepay(order))).toMatchObject({
    code: 'SIGNER_FAILED',
    outcome: 'none',
  });
  const { appid } = order;
  expect(await failureOf(client.requestPayment({ appid, ...prepaid }))).toMatchObject({
    outcome: 'none',
  });
  expect(requests).toHaveLength(0);
});

test.each([
  [{ amount: { total: 0 } }, 'amount.total'],
  [{ amount: { total: 0.5 } }, 'amount.total'],
  [{ amount: { total: 1e20 } }, 'amount.total'],
  [{ amount: { total: Number.NaN } }, 'amount.total'],
  [{ amount: JSON.parse('{"total":"1"}') }, 'amount.total'],
  [{ amount: JSON.parse('null') }, 'amount.total'],
  [{ out_trade_no: 'T0001' }, 'out_trade_no'],
  [{ out_trade_no: 'T0001/../x' }, 'out_trade_no'],
  [{ out_trade_no: 'T'.repeat(33) }, 'out_trade_no'],
  [{ appid: '' }, 'appid'],
  [{ description: '' }, 'description'],
  [{ payer: { openid: '' } }, 'payer.openid'],
  [{ notify_url: 'https://shop.example/n?id=1' }, 'notify_url'],
  [{ notify_url: '/n' }, 'notify_url'],
  [{ time_expire: '2026-01-01 12:00:00' }, 'time_expire'],
  [{ attach: '' }, 'attach'],
  [{ attach: '附'.repeat(43) }, 'attach'],
])('a prepay WeChat would refuse is not sent (%j)', async (change, field) => {
  const { transport, requests } = scripted(() => answer(200, prepaid));
  const failure = await failureOf(
    createWechatPay(testOptions(transport)).jsapi.prepay({ ...order, ...change }),
  );
  expect(failure).toMatchObject({ name: 'ArgumentError', field, outcome: 'none' });
  expect(requests).toHaveLength(0);
});

test('numbers that cannot name an order are refused before anything is sent', async () => {
  const { transport, requests } = scripted(() => answer(200, paid));
  const { orders, requestPayment } = createWechatPay(testOptions(transport));
  const bad = [
    orders.query({ transaction_id: '..' }),
    orders.query({ out_trade_no: '..' }),
    orders.close({ out_trade_no: '' }),
    requestPayment({ appid: 'wx1', prepay_id: '' }),
    requestPayment({ appid: '', prepay_id: 'wx1' }),
  ];
  for (const call of bad) expect(await failureOf(call)).toMatchObject({ code: 'ARGUMENT_INVALID' });
  expect(requests).toHaveLength(0);
});

test.each([
  ['mchid', { mchid: 'wx1' }],
  ['merchantSerial', { merchantSerial: 'PUB_KEY_ID_1' }],
  ['apiV3Key', { apiV3Key: 'short' }],
  ['platformKeys', { platformKeys: [] }],
  ['baseUrl', { baseUrl: 'https://api.mch.weixin.qq.com/v3' }],
  ['baseUrl', { baseUrl: 'api.mch.weixin.qq.com' }],
  ['baseUrl', { baseUrl: 'ftp://api.mch.weixin.qq.com' }],
  ['baseUrl', { baseUrl: 'https://user@api.mch.weixin.qq.com' }],
  ['timeoutMs', { timeoutMs: 0 }],
  ['timeoutMs', { timeoutMs: Number.POSITIVE_INFINITY }],
  ['privateKey', { privateKey: merchantKeys.privateKey }],
])('a wrong %s is found when the client is made (%#)', (option, change) => {
  const { transport } = scripted(() => answer(200, paid));
  const make = () => createWechatPay({ ...testOptions(transport), ...change });
  expect(make).toThrow(ConfigError);
  expect(make).toThrow(
    expect.objectContaining({ option, code: 'CONFIG_INVALID', outcome: 'none' }),
  );
});

test.each([
  ['too short', generateKeyPairSync('rsa', { modulusLength: 1024 })],
  ['not RSA', generateKeyPairSync('ec', { namedCurve: 'P-256' })],
])('a key that is %s is refused, ours and WeChat’s', (_name, { privateKey, publicKey }) => {
  const { transport } = scripted(() => answer(204));
  const { signer: _, ...options } = testOptions(transport);
  expect(() => createWechatPay({ ...options, privateKey })).toThrow(/^privateKey: /);
  const platformKeys = [{ serial: 'PUB_KEY_ID_1', publicKey }];
  expect(() => createWechatPay({ ...testOptions(transport), platformKeys })).toThrow(
    /^platformKeys: /,
  );
});

test('once every platform certificate has expired, nothing is sent', async () => {
  const { transport, requests } = scripted(() => answer(204));
  const { orders } = createWechatPay({
    ...testOptions(transport),
    platformKeys: [{ certificate: certificate.pem }],
    system: { ...stoppedSystem, nowMs: () => certificate.validUntilMs + 1000 },
  });
  const failure = await failureOf(orders.close({ out_trade_no: 'T00001' }));
  expect(failure).toMatchObject({
    code: 'CONFIG_INVALID',
    option: 'platformKeys',
    outcome: 'none',
  });
  expect(requests).toHaveLength(0);
});

test('an observer that throws disturbs nothing', async () => {
  const { transport } = scripted(() => answer(200, prepaid));
  const onEvent = () => {
    throw new Error('broken trace');
  };
  const client = createWechatPay({ ...testOptions(transport), onEvent });
  await expect(client.jsapi.prepay(order)).resolves.toMatchObject(prepaid);
});

test('two merchants in one process use their own keys only', async () => {
  const first = scripted(() => answer(204));
  const second = scripted(() => answer(204, undefined, signedHeaders('')));
  const one = createWechatPay(testOptions(first.transport));
  const two = createWechatPay({ ...testOptions(second.transport), mchid: '1900000002' });
  await one.orders.close({ out_trade_no: 'T00001' });
  await two.orders.close({ out_trade_no: 'T00001' });
  expect(first.requests[0]?.headers.authorization).toContain('mchid="1900000001"');
  expect(second.requests[0]?.headers.authorization).toContain('mchid="1900000002"');
});
