import { expect, test } from 'vitest';
import { startShop } from '../testing/start-shop.ts';

const CANCEL = 'requestPayment:fail cancel';

test.each([
  [
    'timeStamp as a number',
    { timeStamp: 1 },
    'parameter.timeStamp should be String instead of Number;',
  ],
  [
    'a missing package',
    { package: undefined },
    'parameter.package should be String instead of Undefined;',
  ],
  ['null for paySign', { paySign: null }, 'parameter.paySign should be String instead of Null;'],
  [
    'two of them',
    { timeStamp: 1, nonceStr: {} },
    'parameter.timeStamp should be String instead of Number;parameter.nonceStr should be String instead of Object;',
  ],
])('%s fails in the base library, before any cashier', async (_, change, text) => {
  const { simulator, prepaid, openid } = await startShop();
  const { params } = await prepaid();
  expect(await simulator.pay({ openid, ...params, ...change })).toEqual({
    errMsg: `requestPayment:fail parameter error: ${text}`,
  });
});

test('a guest appid has no permission, before the signature is looked at', async () => {
  const { simulator, prepaid, openid } = await startShop();
  const { params } = await prepaid();
  const guest = { openid, ...params, paySign: 'x', appid: 'touristappid' };
  expect(await simulator.pay(guest)).toEqual({
    errMsg: 'requestPayment:fail no permission, appId=touristappid',
  });
});

test('the order behind the package is judged before the signature', async () => {
  const { simulator, prepaid, openid } = await startShop();
  const { params } = await prepaid();
  const broken = { openid, ...params, paySign: 'AAAA' };
  const dialogOf = async (change: Record<string, unknown>) =>
    (await simulator.pay({ ...broken, ...change })).dialog;
  expect(await dialogOf({ package: 'prepay_id=wx0' })).toBe('调用支付JSAPI缺少参数: total_fee');
  expect(await dialogOf({ package: params.package.slice('prepay_id='.length) })).toBe(
    '调用支付JSAPI缺少参数: total_fee',
  );
  expect(await dialogOf({ appid: 'wx0000000000000000' })).toBe(
    '商户传入的APPID参数不正确，请联系商户处理',
  );
  expect(await dialogOf({ openid: 'someone-else' })).toBe(
    '下单账号与支付账号不一致，请核实后再支付',
  );
  expect(await dialogOf({})).toBe('支付验证签名失败');
});

test('by variant the signature is judged first', async () => {
  const { simulator, prepaid, openid } = await startShop({
    variants: { cashierChecksFirst: 'signature' },
  });
  const { params } = await prepaid();
  const broken = { openid, ...params, package: 'prepay_id=wx0' };
  expect((await simulator.pay(broken)).dialog).toBe('支付验证签名失败');
});

test('any changed value, another signType and a missing one end in 支付验证签名失败 and fail cancel', async () => {
  const { simulator, prepaid, openid } = await startShop();
  const { outTradeNo, params } = await prepaid();
  const flipped = params.paySign.replace(/^./, (first) => (first === 'A' ? 'B' : 'A'));
  for (const change of [
    { timeStamp: `${params.timeStamp}000` },
    { nonceStr: 'other' },
    { signType: 'MD5' },
    { signType: undefined },
    { paySign: flipped },
    { paySign: params.paySign.replaceAll('+', ' ').replaceAll('/', ' ') },
    { paySign: '' },
    { paySign: `${params.paySign.slice(0, 76)}\n${params.paySign.slice(76)}` },
  ]) {
    const result = await simulator.pay({ openid, ...params, ...change });
    expect(result).toEqual({ errMsg: CANCEL, dialog: '支付验证签名失败' });
  }
  expect(simulator.order(outTradeNo)?.payment).toBeUndefined();
  expect(simulator.cashierLog().at(-1)).toMatchObject({
    outTradeNo,
    state: 'refused',
    dialog: '支付验证签名失败',
    signature: { verified: false, signedText: expect.stringContaining(`\n${params.package}\n`) },
  });
});

test('a prepay_id opens the cashier for two hours; a new one for the same order opens it again', async () => {
  const { simulator, clock, merchant, prepaid, openid } = await startShop();
  const { body, params } = await prepaid();
  await clock.advance(2 * 3_600_000 - 1);
  expect(await simulator.pay({ openid, ...params }, 'cancel')).toEqual({ errMsg: CANCEL });
  await clock.advance(1);
  expect((await simulator.pay({ openid, ...params })).dialog).toBe('该订单已过期,请重新下单');
  const renewed = String((await merchant.prepay(body)).json.prepay_id);
  const again = await simulator.pay({ openid, ...merchant.paymentParams(renewed) });
  expect(again.errMsg).toBe('requestPayment:ok');
});

test('a paid order is not paid twice', async () => {
  const { simulator, prepaid, openid } = await startShop();
  const { outTradeNo, params } = await prepaid();
  await simulator.pay({ openid, ...params });
  const first = simulator.order(outTradeNo)?.payment;
  expect(await simulator.pay({ openid, ...params })).toEqual({
    errMsg: CANCEL,
    dialog: '该订单已支付',
  });
  expect(simulator.order(outTradeNo)?.payment).toBe(first);
});

test.each([
  ['pay', 'requestPayment:ok', 'SUCCESS'],
  ['cancel', CANCEL, 'NOTPAY'],
  ['kill', null, 'NOTPAY'],
  ['pay-then-kill', null, 'SUCCESS'],
  ['pay-but-cancel', CANCEL, 'SUCCESS'],
] as const)(
  'the choice %s tells the page %s and leaves the order %s',
  async (outcome, errMsg, state) => {
    const { control, merchant, prepaid, openid } = await startShop();
    const { outTradeNo, params } = await prepaid();
    const result = await control('POST', '/payments', { openid, ...params, outcome });
    expect(result.json).toEqual({ errMsg });
    expect((await merchant.query(outTradeNo)).json.trade_state).toBe(state);
  },
);

test('an open sheet shows merchant, amount and description, and takes one choice', async () => {
  const { control, prepaid, openid, simulator } = await startShop();
  const { params } = await prepaid();
  const opened = await control('POST', '/cashiers', { openid, ...params });
  expect(opened.json).toEqual({
    state: 'open',
    cashierId: expect.any(String),
    sheet: {
      merchantName: simulator.merchant.name,
      amountFen: 100,
      description: '一分钱的测试商品',
    },
  });
  const path = `/cashiers/${opened.json.cashierId}/choice`;
  expect((await control('POST', path, { choice: 'pay' })).json).toEqual({
    errMsg: 'requestPayment:ok',
  });
  expect((await control('POST', path, { choice: 'cancel' })).status).toBe(409);
  expect((await control('POST', '/cashiers/none/choice', { choice: 'pay' })).status).toBe(404);
});

test('of two sheets open for one order, only one takes the money', async () => {
  const { control, prepaid, openid, simulator } = await startShop();
  const { params } = await prepaid();
  const sheets = await Promise.all(
    [1, 2].map(() => control('POST', '/cashiers', { openid, ...params })),
  );
  const results = [];
  for (const sheet of sheets) {
    results.push(
      await control('POST', `/cashiers/${sheet.json.cashierId}/choice`, { choice: 'pay' }),
    );
  }
  expect(results.map(({ json }) => json.errMsg)).toEqual(['requestPayment:ok', CANCEL]);
  expect(simulator.notifications()).toHaveLength(1);
});
