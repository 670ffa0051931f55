import { createSimulator, type Simulator } from '@yifen/simulator';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createPay } from './easywechat-peer.ts';

/** The families of the APIv3 through the payment part of `node-easywechat`: its client, its encryptor, its upload. */

let simulator: Simulator;
let pay: ReturnType<typeof createPay>;

beforeAll(async () => {
  simulator = await createSimulator({ seed: 33 });
  const { merchant } = simulator;
  pay = createPay({
    ...merchant,
    baseUrl: simulator.url,
    platformKeys: { [merchant.platformSerial]: merchant.platformCertificate },
  });
});
afterAll(() => simulator?.close());

const notify_url = 'http://127.0.0.1:1/notify';
const terms = (out_trade_no: string) => ({
  description: 'Tea',
  out_trade_no,
  notify_url,
  amount: { total: 880 },
});

async function post(path: string, data: object, headers = {}): Promise<Record<string, unknown>> {
  const answer = await pay.getClient().post(path, { data, headers });
  return { ...answer.toObject() };
}

async function get(path: string, params: object = {}): Promise<Record<string, unknown>> {
  return { ...(await pay.getClient().get(path, { params })).toObject() };
}

async function paid(out_trade_no: string, more: object = {}): Promise<unknown> {
  const { appid, mchid } = simulator.merchant;
  const { openid } = simulator.loginCode();
  const payer = { openid };
  await post('/v3/pay/transactions/jsapi', {
    appid,
    mchid,
    ...terms(out_trade_no),
    payer,
    ...more,
  });
  const body = JSON.stringify({ event: 'transaction.success', outTradeNo: out_trade_no });
  await simulator.inject({ method: 'POST', url: '/_simulator/triggers', body });
  const path = `/v3/pay/transactions/out-trade-no/${out_trade_no}`;
  return (await get(path, { mchid })).transaction_id;
}

test.each([
  ['native', {}, 'code_url'],
  ['app', {}, 'prepay_id'],
  ['h5', { scene_info: { payer_client_ip: '127.0.0.1', h5_info: { type: 'Wap' } } }, 'h5_url'],
])('prepays by %s, for the merchant, as a partner, and combined', async (kind, more, handle) => {
  const { appid, mchid, subMerchant } = simulator.merchant;
  const own = { appid, mchid, ...terms(`EASY${kind}own`), ...more };
  expect(await post(`/v3/pay/transactions/${kind}`, own)).toHaveProperty(handle);
  const partner = { sp_appid: appid, sp_mchid: mchid, sub_mchid: subMerchant.mchid };
  const served = { ...partner, ...terms(`EASY${kind}sub`), ...more };
  expect(await post(`/v3/pay/partner/transactions/${kind}`, served)).toHaveProperty(handle);
  const part = { mchid, attach: 'a', amount: { total_amount: 1, currency: 'CNY' } };
  const combined = {
    combine_appid: appid,
    combine_mchid: mchid,
    combine_out_trade_no: `EASY${kind}all`,
    sub_orders: ['1', '2'].map((number) => ({
      ...part,
      out_trade_no: `EASY${kind}${number}`,
      description: 'Tea',
    })),
    notify_url,
    ...more,
  };
  expect(await post(`/v3/combine-transactions/${kind}`, combined)).toHaveProperty(handle);
});

test('certificates, a refund and its query, the bill of a day', async () => {
  const certificates = await get('/v3/certificates');
  expect(certificates.data).toHaveLength(1);
  const transaction_id = await paid('EASYpaid');
  const amount = { refund: 1, total: 880, currency: 'CNY' };
  const refund = { transaction_id, out_refund_no: 'EASYR1', amount };
  expect((await post('/v3/refund/domestic/refunds', refund)).status).toBe('PROCESSING');
  expect((await get('/v3/refund/domestic/refunds/EASYR1')).out_refund_no).toBe('EASYR1');
  const nowMs = simulator.clock.nowMs();
  const bill_date = new Date(nowMs + 8 * 3_600_000).toISOString().slice(0, 10);
  await simulator.clock.advance(2 * 86_400_000);
  expect((await get('/v3/bill/tradebill', { bill_date })).hash_type).toBe('SHA1');
});

test('a receiver whose name it encrypts, a share, a transfer', async () => {
  const { appid, subMerchant, platformSerial } = simulator.merchant;
  const receiver = { type: 'MERCHANT_ID', account: subMerchant.mchid };
  const encryptor = await pay.getUtils().getEncryptor();
  const named = { ...receiver, name: encryptor.encrypt('示例商户'), relation_type: 'STORE' };
  const added = await post(
    '/v3/profitsharing/receivers/add',
    { appid, ...named },
    { 'Wechatpay-Serial': platformSerial },
  );
  expect(added.account).toBe(subMerchant.mchid);
  const transaction_id = await paid('EASYshared', { settle_info: { profit_sharing: true } });
  await simulator.clock.advance(60_000);
  const shared = await post('/v3/profitsharing/orders', {
    appid,
    transaction_id,
    out_order_no: 'EASYS1',
    receivers: [{ ...receiver, amount: 10, description: 'a share' }],
    unfreeze_unsplit: false,
  });
  expect(shared.state).toBe('PROCESSING');
  const transfer = await post('/v3/fund-app/mch-transfer/transfer-bills', {
    appid,
    out_bill_no: 'EASYT1',
    transfer_scene_id: '1000',
    openid: simulator.loginCode().openid,
    transfer_amount: 30,
    transfer_remark: 'a prize',
    transfer_scene_report_infos: [
      { info_type: '活动名称', info_content: '新会员有礼' },
      { info_type: '奖励说明', info_content: '注册会员抽奖一等奖' },
    ],
  });
  expect(transfer.state).toBe('WAIT_USER_CONFIRM');
});

test('a picture, of which the description alone is signed', async () => {
  const picture = Buffer.from('89504e470d0a1a0a', 'hex');
  const path = '/v3/merchant/media/upload';
  const answer = await pay.getClient().uploadMedia(path, picture, undefined, 'tea.png');
  expect({ ...answer.toObject() }).toHaveProperty('media_id');
});
