import { createSimulator, type Simulator } from '@yifen/simulator';
import { afterAll, beforeAll, expect, test } from 'vitest';
import wechatpayAxiosPlugin from 'wechatpay-axios-plugin';

/**
 * Every family of the APIv3 through somebody else's client: it signs as its author read the documents, and its axios
 * refuses an answer whose signature it cannot verify.
 */

const DAY_MS = 86_400_000;
let simulator: Simulator;
let wxpay: InstanceType<typeof wechatpayAxiosPlugin.Wechatpay>;

interface Answered {
  readonly status: number;
  readonly data: Record<string, unknown>;
}

beforeAll(async () => {
  simulator = await createSimulator({ seed: 31 });
  const { merchant } = simulator;
  wxpay = new wechatpayAxiosPlugin.Wechatpay({
    mchid: merchant.mchid,
    serial: merchant.merchantSerial,
    privateKey: merchant.merchantPrivateKey,
    certs: {
      [merchant.platformSerial]: merchant.platformCertificate,
      [merchant.publicKeyId]: merchant.publicKey,
    },
    baseURL: simulator.url,
  });
});
afterAll(() => simulator?.close());

const notify_url = 'http://127.0.0.1:1/notify';
const call = (path: string) => wxpay.chain(path);
const terms = (out_trade_no: string) => ({
  description: 'Tea',
  out_trade_no,
  notify_url,
  amount: { total: 880 },
});

/** An order that a payer has paid; answers its transaction. */
async function paid(out_trade_no: string, more: object = {}): Promise<Record<string, unknown>> {
  const { appid, mchid } = simulator.merchant;
  const { openid } = simulator.loginCode();
  const body = { appid, mchid, ...terms(out_trade_no), payer: { openid }, ...more };
  await call('v3/pay/transactions/jsapi').post(body);
  const wish = { event: 'transaction.success', outTradeNo: out_trade_no };
  await simulator.inject({
    method: 'POST',
    url: '/_simulator/triggers',
    body: JSON.stringify(wish),
  });
  const { data }: Answered = await call('v3/pay/transactions/out-trade-no/{out_trade_no}').get({
    params: { mchid },
    out_trade_no,
  });
  return data;
}

test.each([
  ['native', {}, 'code_url'],
  ['app', {}, 'prepay_id'],
  ['h5', { scene_info: { payer_client_ip: '127.0.0.1', h5_info: { type: 'Wap' } } }, 'h5_url'],
])('prepay by %s, for the merchant and as a partner', async (product, more, handle) => {
  const { appid, mchid, subMerchant } = simulator.merchant;
  const own: Answered = await call(`v3/pay/transactions/${product}`).post({
    appid,
    mchid,
    ...terms(`OWN${product}01`),
    ...more,
  });
  expect(own.data).toHaveProperty(handle);
  const served: Answered = await call(`v3/pay/partner/transactions/${product}`).post({
    sp_appid: appid,
    sp_mchid: mchid,
    sub_mchid: subMerchant.mchid,
    ...terms(`SUB${product}01`),
    ...more,
  });
  expect(served.data).toHaveProperty(handle);
});

test('query by WeChat’s number, refund, query of the refund', async () => {
  const { mchid } = simulator.merchant;
  const { transaction_id } = await paid('BREADTH0001');
  const found: Answered = await call('v3/pay/transactions/id/{transaction_id}').get({
    params: { mchid },
    transaction_id,
  });
  expect(found.data.trade_state).toBe('SUCCESS');
  const amount = { refund: 1, total: 880, currency: 'CNY' };
  const body = { transaction_id, out_refund_no: 'R0001', amount };
  const refund: Answered = await call('v3/refund/domestic/refunds').post(body);
  expect(refund.data.status).toBe('PROCESSING');
  await simulator.clock.advance(5 * 60_000);
  const settled: Answered = await call('v3/refund/domestic/refunds/{out_refund_no}').get({
    out_refund_no: 'R0001',
  });
  expect(settled.data.status).toBe('SUCCESS');
});

test('a combined order: prepay, query, close', async () => {
  const { appid, mchid } = simulator.merchant;
  const { openid } = simulator.loginCode();
  const part = {
    mchid,
    attach: 'a',
    amount: { total_amount: 1, currency: 'CNY' },
    description: 'Tea',
  };
  const sub_orders = ['PART0001', 'PART0002'].map((out_trade_no) => ({ ...part, out_trade_no }));
  const prepaid: Answered = await call('v3/combine-transactions/jsapi').post({
    combine_appid: appid,
    combine_mchid: mchid,
    combine_out_trade_no: 'COMBINE001',
    combine_payer_info: { openid },
    sub_orders,
    notify_url,
  });
  expect(prepaid.data).toHaveProperty('prepay_id');
  const number = { combine_out_trade_no: 'COMBINE001' };
  const path = 'v3/combine-transactions/out-trade-no/{combine_out_trade_no}';
  const found: Answered = await call(path).get(number);
  expect(found.data.sub_orders).toHaveLength(2);
  const closing = {
    combine_appid: appid,
    sub_orders: sub_orders.map(({ out_trade_no }) => ({ mchid, out_trade_no })),
  };
  const closed: Answered = await call(`${path}/close`).post(closing, number);
  expect(closed.status).toBe(204);
});

test('certificates, and the self-test of signatures', async () => {
  const { data }: Answered = await call('v3/certificates').get();
  expect(data.data).toHaveLength(1);
  const echo: Answered = await call('v3/security/echo').post({ echo_message: 'hello' });
  expect(echo.data.echo_message).toBe('hello');
});

test('profit sharing: a receiver, a share, what is left', async () => {
  const { appid } = simulator.merchant;
  const { openid } = simulator.loginCode();
  const receiver = { type: 'PERSONAL_OPENID', account: openid };
  await call('v3/profitsharing/receivers/add').post({ appid, ...receiver, relation_type: 'USER' });
  const sale = await paid('BREADTH0002', { settle_info: { profit_sharing: true } });
  const { transaction_id } = sale;
  // WeChat takes no share in the first minute.
  await simulator.clock.advance(60_000);
  const shared: Answered = await call('v3/profitsharing/orders').post({
    appid,
    transaction_id,
    out_order_no: 'SHARE0001',
    receivers: [{ ...receiver, amount: 10, description: 'a share' }],
    unfreeze_unsplit: false,
  });
  expect(shared.data.state).toBe('PROCESSING');
  const left: Answered = await call('v3/profitsharing/transactions/{transaction_id}/amounts').get({
    transaction_id,
  });
  expect(left.data.unsplit_amount).toBe(870);
});

test('a transfer that the user has to take', async () => {
  const { appid } = simulator.merchant;
  const { openid } = simulator.loginCode();
  const { data }: Answered = await call('v3/fund-app/mch-transfer/transfer-bills').post({
    appid,
    out_bill_no: 'TRANSFER0001',
    transfer_scene_id: '1000',
    openid,
    transfer_amount: 30,
    transfer_remark: 'a prize',
    transfer_scene_report_infos: [
      { info_type: '活动名称', info_content: '新会员有礼' },
      { info_type: '奖励说明', info_content: '注册会员抽奖一等奖' },
    ],
  });
  expect(data.state).toBe('WAIT_USER_CONFIRM');
});

test('the bill of a day: applied for, and fetched as a file', async () => {
  const day = new Date(simulator.clock.nowMs() + 8 * 3_600_000).toISOString().slice(0, 10);
  await paid('BREADTH0003');
  await simulator.clock.advance(2 * DAY_MS);
  const { data }: Answered = await call('v3/bill/tradebill').get({ params: { bill_date: day } });
  expect(data).toMatchObject({ hash_type: 'SHA1', hash_value: expect.any(String) });
});
