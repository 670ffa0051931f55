import { constants, publicEncrypt } from 'node:crypto';
import { expect, test } from 'vitest';
import type { SimulatorOptions } from '../../simulator.ts';
import { startReceiver, startShop } from '../../testing/start-shop.ts';

const REFUNDS = '/v3/refund/domestic/refunds';
const MINUTE_MS = 60_000;

/** A shop with one paid order of one yuan. */
async function startPaid(options: SimulatorOptions = {}) {
  const shop = await startShop(options);
  const { outTradeNo, params } = await shop.prepaid();
  await shop.simulator.pay({ openid: shop.openid, ...params });
  const body = (out_refund_no: string, refund = 100, overrides: Record<string, unknown> = {}) => ({
    out_trade_no: outTradeNo,
    out_refund_no,
    amount: { refund, total: 100, currency: 'CNY' },
    ...overrides,
  });
  const refund = (out_refund_no: string, fen = 100, overrides: Record<string, unknown> = {}) =>
    shop.merchant.post(REFUNDS, body(out_refund_no, fen, overrides));
  const ask = (out_refund_no: string) => shop.merchant.get(`${REFUNDS}/${out_refund_no}`);
  return { ...shop, outTradeNo, body, refund, ask };
}

test('a refund is accepted, arrives after five minutes and is notified', async () => {
  const receiver = await startReceiver();
  const { simulator, refund, ask, clock, merchant, outTradeNo } = await startPaid();
  const accepted = await refund('R1', 30, { notify_url: receiver.url });
  expect(accepted.status).toBe(200);
  const answered = {
    refund_id: expect.stringMatching(/^50\d{27}$/),
    out_refund_no: 'R1',
    out_trade_no: outTradeNo,
    channel: 'ORIGINAL',
    create_time: '2026-01-01T10:00:00+08:00',
    status: 'PROCESSING',
    amount: { total: 100, refund: 30, payer_total: 100, payer_refund: 30, currency: 'CNY' },
  };
  expect(accepted.json).toMatchObject(answered);
  expect(accepted.json).not.toHaveProperty('success_time');
  expect(merchant.isSigned(accepted.headers, accepted.text)).toBe(true);
  await clock.advance(5 * MINUTE_MS);
  await receiver.arrival(1);
  const done = { status: 'SUCCESS', success_time: '2026-01-01T10:05:00+08:00' };
  expect((await ask('R1')).json).toMatchObject({ ...answered, ...done });
  const envelope = JSON.parse(receiver.received[0]?.body ?? '');
  expect(envelope).toMatchObject({
    event_type: 'REFUND.SUCCESS',
    summary: '退款成功',
    resource: { original_type: 'refund', associated_data: 'refund' },
  });
  expect(JSON.parse(merchant.open(envelope.resource))).toEqual({
    mchid: simulator.merchant.mchid,
    transaction_id: accepted.json.transaction_id,
    out_trade_no: outTradeNo,
    refund_id: accepted.json.refund_id,
    out_refund_no: 'R1',
    refund_status: 'SUCCESS',
    success_time: '2026-01-01T10:05:00+08:00',
    user_received_account: '支付用户零钱',
    amount: { total: 100, refund: 30, payer_total: 100, payer_refund: 30 },
  });
});

test('an order with a part refunded reads REFUND from acceptance on, or by variant from success on', async () => {
  const usual = await startPaid();
  await usual.refund('R1', 1);
  expect((await usual.merchant.query(usual.outTradeNo)).json.trade_state).toBe('REFUND');
  const late = await startPaid({ variants: { refundedOrder: 'succeeded' } });
  await late.refund('R1', 1);
  expect((await late.merchant.query(late.outTradeNo)).json.trade_state).toBe('SUCCESS');
  await late.clock.advance(5 * MINUTE_MS);
  expect((await late.merchant.query(late.outTradeNo)).json.trade_state).toBe('REFUND');
});

test('the same number and parameters, in any order, are one refund; other parameters are refused', async () => {
  const { merchant, refund, body, control } = await startPaid();
  const first = await refund('R1', 30);
  const { amount, ...rest } = body('R1', 30);
  expect((await merchant.post(REFUNDS, { amount, ...rest })).json).toEqual(first.json);
  expect((await control('GET', '/refunds')).json.items).toHaveLength(1);
  expect(await refund('R1', 31)).toMatchObject({ status: 400, json: { code: 'INVALID_REQUEST' } });
});

test('by variant a changed refund is REFUND_FEE_MISMATCH', async () => {
  const { refund } = await startPaid({ variants: { changedRefundCode: 'REFUND_FEE_MISMATCH' } });
  await refund('R1', 30);
  expect((await refund('R1', 31)).json.code).toBe('REFUND_FEE_MISMATCH');
});

test('refunds of one order keep a minute apart and never exceed what was paid', async () => {
  const { refund, clock } = await startPaid();
  await refund('R1', 60);
  expect(await refund('R2', 40)).toMatchObject({
    status: 429,
    json: { code: 'FREQUENCY_LIMITED' },
  });
  await clock.advance(MINUTE_MS);
  expect(await refund('R2', 41)).toMatchObject({ status: 400, json: { code: 'INVALID_REQUEST' } });
  expect((await refund('R2', 40)).status).toBe(200);
  await clock.advance(MINUTE_MS);
  expect((await refund('R3', 1)).status).toBe(400);
});

test.each([
  ['a total that is not the order’s', { amount: { refund: 1, total: 99, currency: 'CNY' } }, 400],
  ['an unknown order', { out_trade_no: 'T20269999' }, 404],
  ['two numbers of different orders', { transaction_id: '4200' }, 400],
  ['no currency', { amount: { refund: 1, total: 100 } }, 400],
  ['attach, which refunds do not have', { attach: 'x' }, 400],
  ['a sub-merchant for a direct order', { sub_mchid: '1900000999' }, 403],
  [
    'sources that do not add up',
    {
      amount: {
        refund: 2,
        total: 100,
        currency: 'CNY',
        from: [{ account: 'AVAILABLE', amount: 1 }],
      },
    },
    400,
  ],
])('%s is refused', async (_, change, status) => {
  const { refund } = await startPaid();
  expect((await refund('R1', 1, change)).status).toBe(status);
});

test('an unpaid order cannot be refunded, an unknown refund not be asked for', async () => {
  const { prepaid, refund, ask } = await startPaid();
  const { outTradeNo } = await prepaid();
  const missing = { status: 404, json: { code: 'RESOURCE_NOT_EXISTS' } };
  expect(await refund('R1', 1, { out_trade_no: outTradeNo })).toMatchObject(missing);
  expect(await ask('R9')).toMatchObject({ ...missing, json: { message: '退款单不存在' } });
});

test('an order older than 365 days cannot be refunded', async () => {
  const { refund, clock } = await startPaid();
  await clock.advance(365 * 86_400_000);
  expect((await refund('R1', 1)).status).toBe(200);
  await clock.advance(MINUTE_MS);
  expect((await refund('R2', 1)).json.message).toBe('订单已经超过可退款的最大期限');
});

test('without funds a refund is 403 NOT_ENOUGH and passes after a recharge under the same number', async () => {
  const { refund, control } = await startPaid();
  await control('POST', '/funds', { amountFen: -50 });
  expect(await refund('R1')).toMatchObject({ status: 403, json: { code: 'NOT_ENOUGH' } });
  await control('POST', '/funds', { amountFen: 50 });
  expect((await refund('R1')).status).toBe(200);
});

test('a closed refund gives the money back to the order; a new number may take it', async () => {
  const receiver = await startReceiver();
  const { refund, ask, clock, simulator, merchant, outTradeNo } = await startPaid();
  simulator.faults.add({ kind: 'refund.close' });
  await refund('R1', 100, { notify_url: receiver.url });
  await clock.advance(5 * MINUTE_MS);
  expect((await ask('R1')).json.status).toBe('CLOSED');
  expect(JSON.parse(receiver.received[0]?.body ?? '').event_type).toBe('REFUND.CLOSED');
  expect((await merchant.query(outTradeNo)).json.trade_state).toBe('SUCCESS');
  expect((await refund('R2')).status).toBe(200);
});

test('after a closed refund the rest can go back, though that one had the rounded fen of the fee', async () => {
  const { refund, clock, simulator } = await startPaid();
  simulator.faults.add({ kind: 'refund.close' });
  await refund('R1', 50);
  await clock.advance(MINUTE_MS);
  expect((await refund('R2', 50)).status).toBe(200);
  await clock.advance(5 * MINUTE_MS);
  expect((await refund('R3', 50)).status).toBe(200);
});

test('an abnormal refund goes to a card named under encryption, and then succeeds', async () => {
  const { refund, ask, clock, simulator, merchant } = await startPaid();
  simulator.faults.add({ kind: 'refund.abnormal' });
  const { refund_id } = (await refund('R1')).json;
  const path = `${REFUNDS}/${refund_id}/apply-abnormal-refund`;
  const { publicKey: key, publicKeyId } = simulator.merchant;
  const padding = { padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha1' };
  const seal = (text: string) =>
    publicEncrypt({ key, ...padding }, Buffer.from(text)).toString('base64');
  const body = {
    out_refund_no: 'R1',
    type: 'USER_BANK_CARD',
    bank_type: 'CMB_DEBIT',
    bank_account: seal('6222000000000403'),
    real_name: seal('张三'),
  };
  const serial = { 'Wechatpay-Serial': publicKeyId };
  expect((await merchant.post(path, body, serial)).status).toBe(400);
  await clock.advance(5 * MINUTE_MS);
  expect((await ask('R1')).json.status).toBe('ABNORMAL');
  expect((await merchant.post(path, body)).json.message).toContain('Wechatpay-Serial');
  const byOtherKey = { 'Wechatpay-Serial': simulator.merchant.platformSerial };
  expect((await merchant.post(path, body, byOtherKey)).json.message).toContain('解密失败');
  const { bank_type: _, ...withoutBank } = body;
  expect((await merchant.post(path, withoutBank, serial)).status).toBe(400);
  expect((await merchant.post(path, body, serial)).json).toMatchObject({
    status: 'PROCESSING',
    channel: 'OTHER_BANKCARD',
    user_received_account: 'CMB借记卡0403',
  });
  await clock.advance(5 * MINUTE_MS);
  expect((await ask('R1')).json.status).toBe('SUCCESS');
});

test('a refund may be notified before the answer to its request arrives', async () => {
  const receiver = await startReceiver();
  const { refund, simulator, ask } = await startPaid();
  simulator.faults.add({ kind: 'refund.early' });
  const answer = await refund('R1', 100, { notify_url: receiver.url });
  expect(receiver.received).toHaveLength(1);
  expect(answer.json.status).toBe('PROCESSING');
  expect((await ask('R1')).json.status).toBe('SUCCESS');
});

test("a partner refunds with its sub-merchant's number and is told both numbers", async () => {
  const receiver = await startReceiver();
  const { merchant, simulator, order, openid, refund, ask, clock } = await startPaid();
  const { mchid, appid, subMerchant } = simulator.merchant;
  const { appid: _, mchid: __, payer: ___, ...terms } = order();
  const names = { sp_appid: appid, sp_mchid: mchid, sub_mchid: subMerchant.mchid };
  const prepay = { ...names, ...terms, payer: { sp_openid: openid } };
  const { json } = await merchant.post('/v3/pay/partner/transactions/jsapi', prepay);
  await simulator.pay({ openid, ...merchant.paymentParams(String(json.prepay_id)) });
  const bare = { out_trade_no: terms.out_trade_no, notify_url: receiver.url };
  expect((await refund('R1', 100, bare)).json.message).toBe('您的请求参数与订单信息不一致');
  const { mchid: sub_mchid } = subMerchant;
  expect((await refund('R1', 100, { ...bare, sub_mchid })).status).toBe(200);
  expect((await ask('R1')).status).toBe(404);
  expect((await ask(`R1?sub_mchid=${sub_mchid}`)).status).toBe(200);
  await clock.advance(5 * MINUTE_MS);
  const { resource } = JSON.parse(receiver.received[0]?.body ?? '');
  expect(JSON.parse(merchant.open(resource))).toMatchObject({ sp_mchid: mchid, sub_mchid });
});

test('the control API ends a refund at once, and only one that is under way', async () => {
  const { refund, control } = await startPaid();
  await refund('R1');
  const settled = await control('POST', '/refunds/R1/settle', { status: 'ABNORMAL' });
  expect(settled.json).toMatchObject({ outRefundNo: 'R1', refund: { status: 'ABNORMAL' } });
  expect((await control('POST', '/refunds/R1/settle', { status: 'SUCCESS' })).status).toBe(409);
  expect((await control('GET', '/refunds/R2')).status).toBe(404);
});
