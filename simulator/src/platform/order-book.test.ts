import { expect, test } from 'vitest';
import { START_MS, startShop } from '../testing/start-shop.ts';

const HOUR_MS = 3_600_000;

test('an unpaid order shows its names and its state, a paid one everything documented', async () => {
  const { simulator, merchant, prepaid, openid } = await startShop();
  const { mchid, appid } = simulator.merchant;
  const { outTradeNo, params } = await prepaid({ attach: 'a1' });
  const names = { mchid, appid, out_trade_no: outTradeNo };
  const unpaid = await merchant.query(outTradeNo);
  expect(unpaid.json).toEqual({ ...names, trade_state: 'NOTPAY', trade_state_desc: '订单未支付' });
  expect(await simulator.pay({ openid, ...params })).toEqual({ errMsg: 'requestPayment:ok' });
  const paid = await merchant.query(outTradeNo);
  expect(paid.json).toEqual({
    ...names,
    transaction_id: expect.stringMatching(/^42\d{26}$/),
    trade_type: 'JSAPI',
    trade_state: 'SUCCESS',
    trade_state_desc: '支付成功',
    bank_type: 'OTHERS',
    attach: 'a1',
    success_time: '2026-01-01T10:00:00+08:00',
    payer: { openid },
    amount: { total: 100, payer_total: 100, currency: 'CNY', payer_currency: 'CNY' },
  });
  const path = `/v3/pay/transactions/id/${paid.json.transaction_id}?mchid=${mchid}`;
  expect((await merchant.send({ path })).json).toEqual(paid.json);
});

test('an unknown order is 404 ORDER_NOT_EXIST, or the older spelling by variant', async () => {
  const usual = await startShop();
  expect(await usual.merchant.query('T20269999')).toMatchObject({
    status: 404,
    json: { code: 'ORDER_NOT_EXIST' },
  });
  const older = await startShop({ variants: { unknownOrderCode: 'ORDERNOTEXIST' } });
  expect((await older.merchant.query('T20269999')).json.code).toBe('ORDERNOTEXIST');
});

test('the same prepay again, fields in any order, yields a further prepay_id; both open the cashier', async () => {
  const { simulator, merchant, prepaid, openid } = await startShop();
  const first = await prepaid();
  const { amount, ...rest } = first.body;
  const second = await merchant.prepay({ amount, ...rest });
  expect(second.status).toBe(200);
  expect(second.json.prepay_id).not.toBe(first.prepayId);
  expect((await simulator.pay({ openid, ...first.params })).errMsg).toBe('requestPayment:ok');
});

test('by variant only the latest prepay_id opens the cashier', async () => {
  const { simulator, merchant, prepaid, openid } = await startShop({
    variants: { earlierPrepayIds: 'replaced' },
  });
  const first = await prepaid();
  await merchant.prepay(first.body);
  expect((await simulator.pay({ openid, ...first.params })).dialog).toBe(
    '调用支付JSAPI缺少参数: total_fee',
  );
});

test.each([
  ['amount', { amount: { total: 101, currency: 'CNY' } }],
  ['description', { description: '别的' }],
  ['notify_url', { notify_url: 'https://shop.example/other' }],
  ['attach', { attach: 'new' }],
])('the same number with another %s is refused', async (_, change) => {
  const { merchant, prepaid } = await startShop();
  const { body } = await prepaid();
  expect(await merchant.prepay({ ...body, ...change })).toMatchObject({
    status: 400,
    json: { code: 'INVALID_REQUEST', message: '请求重入时，参数与首次请求时不一致' },
  });
});

test('by variant a changed prepay is 403 OUT_TRADE_NO_USED', async () => {
  const { merchant, prepaid } = await startShop({
    variants: { changedPrepay: 'OUT_TRADE_NO_USED' },
  });
  const { body } = await prepaid();
  expect(await merchant.prepay({ ...body, attach: 'x' })).toMatchObject({
    status: 403,
    json: { code: 'OUT_TRADE_NO_USED', message: '商户订单号重复' },
  });
});

test('a paid order can neither be ordered again nor closed', async () => {
  const { simulator, merchant, prepaid, openid } = await startShop();
  const { outTradeNo, body, params } = await prepaid();
  await simulator.pay({ openid, ...params });
  const paid = { status: 400, json: { code: 'ORDERPAID', message: '该订单已支付' } };
  expect(await merchant.prepay(body)).toMatchObject(paid);
  expect(await merchant.close(outTradeNo)).toMatchObject(paid);
  expect((await merchant.query(outTradeNo)).json.trade_state).toBe('SUCCESS');
});

test('a close is a signed, empty 204, also the second time, and final', async () => {
  const { simulator, merchant, prepaid, openid } = await startShop();
  const { outTradeNo, body, params } = await prepaid();
  for (const _ of [1, 2]) {
    const closed = await merchant.close(outTradeNo);
    expect([closed.status, closed.text]).toEqual([204, '']);
    expect(merchant.isSigned(closed.headers, '')).toBe(true);
  }
  expect((await merchant.query(outTradeNo)).json.trade_state).toBe('CLOSED');
  expect(await merchant.prepay(body)).toMatchObject({
    status: 400,
    json: { code: 'ORDER_CLOSED' },
  });
  expect((await simulator.pay({ openid, ...params })).dialog).toBe('该订单已过期,请重新下单');
});

test('of a close and a payment at an open sheet, the first wins and the other is refused', async () => {
  const { control, merchant, prepaid, openid, simulator } = await startShop();
  const closedFirst = await prepaid();
  const opened = await control('POST', '/cashiers', { openid, ...closedFirst.params });
  await merchant.close(closedFirst.outTradeNo);
  const late = await control('POST', `/cashiers/${opened.json.cashierId}/choice`, {
    choice: 'pay',
  });
  expect(late.json).toEqual({
    errMsg: 'requestPayment:fail cancel',
    dialog: '该订单已过期,请重新下单',
  });
  expect(simulator.order(closedFirst.outTradeNo)?.payment).toBeUndefined();
  const paidFirst = await prepaid();
  await simulator.pay({ openid, ...paidFirst.params });
  expect((await merchant.close(paidFirst.outTradeNo)).status).toBe(400);
});

test('closing an unknown number is 404, or by variant 204 and the number is used up', async () => {
  const usual = await startShop();
  expect((await usual.merchant.close('T20269999')).status).toBe(404);
  const other = await startShop({ variants: { closeUnknown: '204' } });
  const body = other.order();
  expect((await other.merchant.close(body.out_trade_no)).status).toBe(204);
  expect((await other.merchant.prepay(body)).json.code).toBe('ORDER_CLOSED');
});

test('an appid of someone else, a foreign openid and a malformed one are refused', async () => {
  const { control, merchant, order } = await startShop();
  expect((await merchant.prepay(order({ appid: 'wx0000000000000000' }))).json.code).toBe(
    'APPID_MCHID_NOT_MATCH',
  );
  const elsewhere = { appid: 'wx1111111111111111', openid: `o${'A'.repeat(27)}` };
  await control('POST', '/login-codes', elsewhere);
  const foreign = await merchant.prepay(order({ payer: { openid: elsewhere.openid } }));
  expect(foreign.json).toEqual({ code: 'INVALID_REQUEST', message: 'appid与openid不匹配' });
  const malformed = await merchant.prepay(order({ payer: { openid: 'me' } }));
  expect(malformed.json).toEqual({ code: 'INVALID_REQUEST', message: '无效的openid' });
});

test('time_expire is at least a minute and at most seven days away', async () => {
  const { simulator, prepaid } = await startShop();
  const deadlineOf = async (overrides: Record<string, unknown>) => {
    const { outTradeNo } = await prepaid(overrides);
    return (simulator.order(outTradeNo)?.expiresAtMs ?? 0) - START_MS;
  };
  expect(await deadlineOf({ time_expire: '2025-12-31T10:00:00+08:00' })).toBe(60_000);
  expect(await deadlineOf({ time_expire: '2026-01-01T03:00:00Z' })).toBe(HOUR_MS);
  expect(await deadlineOf({ time_expire: '2026-02-01T10:00:00+08:00' })).toBe(168 * HOUR_MS);
  expect(await deadlineOf({})).toBe(168 * HOUR_MS);
});

test('past time_expire an order stays NOTPAY but cannot be paid or ordered again; after seven days it is CLOSED', async () => {
  const { simulator, clock, merchant, prepaid, openid } = await startShop();
  const { outTradeNo, body, params } = await prepaid({ time_expire: '2026-01-01T11:00:00+08:00' });
  await clock.advance(HOUR_MS);
  expect((await merchant.query(outTradeNo)).json.trade_state).toBe('NOTPAY');
  expect((await simulator.pay({ openid, ...params })).dialog).toBe('订单已超时，请重新发起支付');
  expect((await merchant.prepay(body)).json.code).toBe('ORDER_CLOSED');
  await clock.advance(167 * HOUR_MS);
  expect((await merchant.query(outTradeNo)).json.trade_state).toBe('CLOSED');
});

test('by variant an order reads CLOSED as soon as it has expired', async () => {
  const { clock, merchant, prepaid } = await startShop({ variants: { expiredOrder: 'CLOSED' } });
  const { outTradeNo } = await prepaid({ time_expire: '2026-01-01T11:00:00+08:00' });
  await clock.advance(HOUR_MS);
  expect((await merchant.query(outTradeNo)).json.trade_state).toBe('CLOSED');
});
