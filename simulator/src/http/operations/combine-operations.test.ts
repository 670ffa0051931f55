import { expect, test } from 'vitest';
import { startReceiver, startShop } from '../../testing/start-shop.ts';

const BASE = '/v3/combine-transactions';

/** A shop with a combined order of two parts, 60 and 40 fen. */
async function startCombined() {
  const shop = await startShop();
  const { mchid, appid } = shop.simulator.merchant;
  const part = (out_trade_no: string, total_amount: number) => ({
    mchid,
    out_trade_no,
    attach: `a-${out_trade_no}`,
    description: '合单商品',
    amount: { total_amount, currency: 'CNY' },
  });
  const sub_orders = [part('PART0001', 60), part('PART0002', 40)];
  const body = (overrides: Record<string, unknown> = {}) => ({
    combine_appid: appid,
    combine_mchid: mchid,
    combine_out_trade_no: 'C2026001',
    sub_orders,
    combine_payer_info: { openid: shop.openid },
    notify_url: 'http://127.0.0.1:1/notify',
    ...overrides,
  });
  const prepay = (overrides: Record<string, unknown> = {}) =>
    shop.merchant.post(`${BASE}/jsapi`, body(overrides));
  const query = () => shop.merchant.get(`${BASE}/out-trade-no/C2026001`);
  const pay = async (overrides: Record<string, unknown> = {}) => {
    const prepayId = String((await prepay(overrides)).json.prepay_id);
    return shop.simulator.pay({ openid: shop.openid, ...shop.merchant.paymentParams(prepayId) });
  };
  return { ...shop, part, body, prepay, query, pay, sub_orders };
}

test('one payment pays every part, each under a number of its own, and is notified once', async () => {
  const receiver = await startReceiver();
  const { pay, query, merchant, openid, simulator } = await startCombined();
  expect(await pay({ notify_url: receiver.url })).toEqual({ errMsg: 'requestPayment:ok' });
  await receiver.arrival(1);
  const { json } = await query();
  const paid = {
    mchid: simulator.merchant.mchid,
    trade_type: 'JSAPI',
    trade_state: 'SUCCESS',
    success_time: '2026-01-01T10:00:00+08:00',
    transaction_id: expect.stringMatching(/^42\d{26}$/),
  };
  const amount = { currency: 'CNY', payer_currency: 'CNY' };
  expect(json).toMatchObject({
    combine_out_trade_no: 'C2026001',
    combine_payer_info: { openid },
    sub_orders: [
      { ...paid, out_trade_no: 'PART0001', amount: { ...amount, total_amount: 60 } },
      { ...paid, out_trade_no: 'PART0002', amount: { ...amount, payer_amount: 40 } },
    ],
  });
  expect(simulator.cashierLog().at(-1)?.sheet?.amountFen).toBe(100);
  expect(receiver.received).toHaveLength(1);
  const { resource } = JSON.parse(receiver.received[0]?.body ?? '');
  expect(JSON.parse(merchant.open(resource))).toEqual(json);
});

test('a part is no order of its own but is refunded like one', async () => {
  const { pay, query, merchant } = await startCombined();
  await pay();
  expect((await merchant.query('PART0001')).json.code).toBe('ORDER_NOT_EXIST');
  const amount = { refund: 60, total: 60, currency: 'CNY' };
  const refund = { out_trade_no: 'PART0001', out_refund_no: 'R1', amount };
  expect((await merchant.post('/v3/refund/domestic/refunds', refund)).status).toBe(200);
  const states = (await query()).json.sub_orders as { trade_state: string }[];
  expect(states.map(({ trade_state }) => trade_state)).toEqual(['REFUND', 'SUCCESS']);
});

test('a close must list every part, and is final', async () => {
  const { prepay, query, pay, merchant, body, sub_orders } = await startCombined();
  await prepay();
  const { combine_appid } = body();
  const listed = sub_orders.map(({ mchid, out_trade_no }) => ({ mchid, out_trade_no }));
  const close = (parts: unknown[]) =>
    merchant.post(`${BASE}/out-trade-no/C2026001/close`, { combine_appid, sub_orders: parts });
  expect((await close(listed.slice(1))).status).toBe(400);
  for (const _ of [1, 2]) expect((await close(listed.toReversed())).status).toBe(204);
  const states = (await query()).json.sub_orders as { trade_state: string }[];
  expect(states.map(({ trade_state }) => trade_state)).toEqual(['CLOSED', 'CLOSED']);
  expect((await pay()).dialog).toBe('调用支付JSAPI缺少参数: total_fee');
  expect((await prepay()).json.code).toBe('ORDER_CLOSED');
});

test('the same combined prepay yields a further prepay_id, a changed or paid one is refused', async () => {
  const { prepay, pay } = await startCombined();
  expect((await prepay()).status).toBe(200);
  expect((await prepay()).status).toBe(200);
  expect((await prepay({ time_expire: '2026-01-02T00:00:00+08:00' })).status).toBe(400);
  await pay();
  expect((await prepay()).json.code).toBe('ORDERPAID');
});

test('a number serves one order only, whether plain or a part', async () => {
  const { prepay, prepaid, merchant, order, part } = await startCombined();
  const plain = await prepaid({ out_trade_no: 'PLAIN001' });
  expect(plain.prepayId).toMatch(/^wx/);
  expect((await prepay({ sub_orders: [part('PLAIN001', 1), part('PART0002', 1)] })).status).toBe(
    400,
  );
  await prepay();
  expect((await merchant.prepay(order({ out_trade_no: 'PART0001' }))).status).toBe(400);
  const other = await prepay({ combine_out_trade_no: 'C2026002' });
  expect(other.status).toBe(400);
});

test('a direct merchant combines two to ten parts, a partner up to fifty of its sub-merchants', async () => {
  const { prepay, part, simulator } = await startCombined();
  const many = (count: number, more = {}) =>
    Array.from({ length: count }, (_, index) => ({ ...part(`MANY${1000 + index}`, 1), ...more }));
  const statusOf = async (sub_orders: unknown[], number: string) =>
    (await prepay({ sub_orders, combine_out_trade_no: number })).status;
  expect(await statusOf(many(1), 'C2026003')).toBe(400);
  expect(await statusOf(many(11), 'C2026003')).toBe(400);
  expect(await statusOf(many(2, { mchid: '1900000999' }), 'C2026003')).toBe(403);
  expect(await statusOf([part('TWICE001', 1), part('TWICE001', 1)], 'C2026003')).toBe(400);
  const sub = { sub_mchid: simulator.merchant.subMerchant.mchid };
  expect(await statusOf(many(51, sub), 'C2026003')).toBe(400);
  expect(await statusOf(many(50, sub), 'C2026003')).toBe(200);
});

test('a Native combined order is paid by whoever scans it', async () => {
  const { merchant, body, control, simulator, query } = await startCombined();
  const { combine_payer_info: _, ...rest } = body();
  const { json } = await merchant.post(`${BASE}/native`, rest);
  const { openid } = simulator.loginCode();
  await control('POST', '/payments', { openid, codeUrl: json.code_url });
  expect((await query()).json.combine_payer_info).toEqual({ openid });
});
