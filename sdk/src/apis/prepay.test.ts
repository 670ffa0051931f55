import { verify } from 'node:crypto';
import { expect, test } from 'vitest';
import { decryptOaep } from '../core/decrypt-oaep.ts';
import { createWechatPay } from '../create-wechatpay.ts';
import { sent } from '../testing/sent.ts';
import {
  answer,
  failureOf,
  merchantKeys,
  nowMs,
  scripted,
  testOptions,
  wechatKeys,
  wechatSerial,
} from '../testing/test-wechat.ts';

const terms = {
  description: '茶',
  out_trade_no: 'T2026|*-_1',
  notify_url: 'https://shop.example/notify',
  amount: { total: 1 },
};
const direct = { appid: 'wx1', ...terms };
const partner = { sp_appid: 'wxsp', sub_mchid: '1900000109', ...terms };
const scene_info = { payer_client_ip: '::1', h5_info: { type: 'Wap' } } as const;
const prepaid = { prepay_id: 'wx26', code_url: 'weixin://wxpay/1', h5_url: 'https://wx/1' };

function client(content: unknown = prepaid) {
  const { transport, requests } = scripted(() => answer(200, content));
  return { wechatpay: createWechatPay(testOptions(transport)), requests };
}

test('each way of paying has its endpoint, and the client adds the merchant', async () => {
  const { wechatpay, requests } = client();
  expect(await wechatpay.native.prepay(direct)).toEqual({ code_url: prepaid.code_url });
  expect(await wechatpay.h5.prepay({ ...direct, scene_info })).toEqual({ h5_url: prepaid.h5_url });
  await wechatpay.app.prepay(direct);
  expect(requests.map(sent)).toEqual([
    {
      line: 'POST /v3/pay/transactions/native',
      body: JSON.stringify({ ...direct, mchid: '1900000001' }),
    },
    {
      line: 'POST /v3/pay/transactions/h5',
      body: JSON.stringify({ ...direct, scene_info, mchid: '1900000001' }),
    },
    {
      line: 'POST /v3/pay/transactions/app',
      body: JSON.stringify({ ...direct, mchid: '1900000001' }),
    },
  ]);
});

test('a service provider’s orders carry sp_mchid and go to the partner endpoints', async () => {
  const { wechatpay, requests } = client();
  await wechatpay.partner.jsapi.prepay({ ...partner, payer: { sp_openid: 'o1' } });
  await wechatpay.partner.native.prepay(partner);
  await wechatpay.partner.h5.prepay({ ...partner, scene_info });
  await wechatpay.partner.app.prepay(partner);
  expect(requests.map((request) => sent(request).line)).toEqual(
    ['jsapi', 'native', 'h5', 'app'].map((way) => `POST /v3/pay/partner/transactions/${way}`),
  );
  expect(requests.map((request) => JSON.parse(sent(request).body).sp_mchid)).toEqual(
    Array(4).fill('1900000001'),
  );
  expect(JSON.parse(sent(requests[0]).body)).not.toHaveProperty('mchid');
});

function signedFor(appid: string, lines: string[], signature: string): boolean {
  const message = Buffer.from([appid, ...lines, ''].join('\n'));
  return verify('RSA-SHA256', message, merchantKeys.publicKey, Buffer.from(signature, 'base64'));
}

test.each([
  [{ sp_openid: 'o1' }, 'wxsp'],
  [{ sub_openid: 'o2' }, 'wxsub'],
])('in partner mode paySign names the mini-program whose openid pays: %j', async (payer, appid) => {
  const { wechatpay } = client();
  const request = { ...partner, sub_appid: 'wxsub', payer };
  const { requestPayment } = await wechatpay.partner.jsapi.prepay(request);
  const { timeStamp, nonceStr, paySign } = requestPayment;
  expect(signedFor(appid, [timeStamp, nonceStr, 'prepay_id=wx26'], paySign)).toBe(true);
});

test('an app gets its own parameters: the bare prepay_id is signed, the package is Sign=WXPay', async () => {
  const { wechatpay } = client();
  const { requestPayment } = await wechatpay.app.prepay(direct);
  const { sign, ...rest } = requestPayment;
  expect(rest).toEqual({
    appid: 'wx1',
    partnerid: '1900000001',
    prepayid: 'wx26',
    package: 'Sign=WXPay',
    noncestr: 'n'.repeat(32),
    timestamp: String(nowMs / 1000),
  });
  expect(signedFor('wx1', [rest.timestamp, rest.noncestr, 'wx26'], sign)).toBe(true);
  expect(await wechatpay.appPayment({ appid: 'wx1', prepay_id: 'wx26' })).toEqual(requestPayment);
});

test.each([
  [undefined, 'wxsp'],
  ['wxsub', 'wxsub'],
])(
  'an app of sub_appid %s pays as %s, with the service provider as partner',
  async (sub, appid) => {
    const { wechatpay } = client();
    const request = { ...partner, ...(sub === undefined ? {} : { sub_appid: sub }) };
    const { requestPayment } = await wechatpay.partner.app.prepay(request);
    expect(requestPayment).toMatchObject({ appid, partnerid: '1900000001' });
  },
);

test('the identity of the payer leaves encrypted for the key that the request names', async () => {
  const { wechatpay, requests } = client();
  const identity = { type: 'IDCARD', number: '110101200001011234', name: '张三' };
  await wechatpay.jsapi.prepay({ ...direct, payer: { openid: 'o1', identity } });
  expect(requests[0]?.headers['wechatpay-serial']).toBe(wechatSerial);
  const { payer } = JSON.parse(sent(requests[0]).body);
  expect(decryptOaep(payer.identity.number, wechatKeys.privateKey)).toBe(identity.number);
  expect(decryptOaep(payer.identity.name, wechatKeys.privateKey)).toBe(identity.name);
  expect(sent(requests[0]).body).not.toContain('张三');
  const tooLong = { ...identity, name: '张'.repeat(72) };
  expect(
    await failureOf(
      wechatpay.jsapi.prepay({ ...direct, payer: { openid: 'o1', identity: tooLong } }),
    ),
  ).toMatchObject({ field: 'payer.identity.name', outcome: 'none' });
  expect(requests).toHaveLength(1);
});

test.each([
  [{ sub_mchid: '1900000001' }, 'sub_mchid'],
  [{ sub_mchid: 'wx' }, 'sub_mchid'],
  [{ sp_appid: '' }, 'sp_appid'],
  [{ sub_appid: '' }, 'sub_appid'],
  [{ payer: { sub_openid: 'o2' } }, 'sub_appid'],
  [{ payer: {} }, 'payer'],
  [{ payer: { sp_openid: 'o1', sub_openid: 'o2' } }, 'payer'],
  [{ payer: { sp_openid: '' } }, 'payer.sp_openid'],
  [{ payer: { sub_openid: '' } }, 'payer.sub_openid'],
  [JSON.parse('{"payer":null}'), 'payer'],
  [{ amount: { total: 1.5 } }, 'amount.total'],
])('a partner prepay WeChat would refuse is not sent (%j)', async (change, field) => {
  const { wechatpay, requests } = client();
  const request = { ...partner, payer: { sp_openid: 'o1' }, ...JSON.parse(JSON.stringify(change)) };
  expect(await failureOf(wechatpay.partner.jsapi.prepay(request))).toMatchObject({
    name: 'ArgumentError',
    field,
  });
  expect(requests).toHaveLength(0);
});

test('an H5 order without the payer’s address or the kind of page is not sent', async () => {
  const { wechatpay, requests } = client();
  for (const scene of [undefined, { payer_client_ip: '::1' }, { h5_info: { type: 'Wap' } }]) {
    const request = JSON.parse(JSON.stringify({ ...direct, scene_info: scene }));
    expect(await failureOf(wechatpay.h5.prepay(request))).toMatchObject({
      field: expect.stringMatching(/^scene_info\./),
    });
  }
  expect(requests).toHaveLength(0);
});

test('an answer without its one promised text is malformed', async () => {
  const { wechatpay } = client({});
  for (const call of [wechatpay.native.prepay(direct), wechatpay.app.prepay(direct)]) {
    expect(await failureOf(call)).toMatchObject({ code: 'ANSWER_MALFORMED', outcome: 'unknown' });
  }
});
