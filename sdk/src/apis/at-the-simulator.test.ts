import { createSimulator, handClock, type Simulator, type SimulatorClock } from '@yifen/simulator';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createDecrypter } from '../core/decrypter.ts';
import { createWechatPay, type WechatPay } from '../create-wechatpay.ts';
import { failureOf } from '../testing/test-wechat.ts';

let simulator: Simulator;
let clock: SimulatorClock;
let wechatpay: WechatPay;
let openid: string;
/** Nobody listens there: notifications fail at once, these tests only ask. */
const nowhere = 'http://127.0.0.1:9/notify';

/** Both live by one clock, which moves only while the client waits. */
beforeAll(async () => {
  clock = handClock(Date.parse('2026-03-02T10:00:00+08:00'));
  simulator = await createSimulator({ seed: 7, clock });
  const { merchant, url } = simulator;
  wechatpay = createWechatPay({
    mchid: merchant.mchid,
    merchantSerial: merchant.merchantSerial,
    privateKey: merchant.merchantPrivateKey,
    apiV3Key: merchant.apiV3Key,
    platformKeys: [{ serial: merchant.publicKeyId, publicKey: merchant.publicKey }],
    baseUrl: url,
    attempts: 1,
    system: { nowMs: () => clock.nowMs(), sleep: (durationMs) => clock.advance(durationMs) },
  });
  openid = simulator.loginCode().openid;
});

afterAll(async () => {
  wechatpay.close();
  await simulator.close();
});

const terms = (out_trade_no: string) => ({
  description: '茶',
  out_trade_no,
  notify_url: nowhere,
  amount: { total: 300 },
});
const direct = (out_trade_no: string) => ({
  appid: simulator.merchant.appid,
  ...terms(out_trade_no),
});
const partner = (out_trade_no: string) => ({
  sp_appid: simulator.merchant.appid,
  sub_mchid: simulator.merchant.subMerchant.mchid,
  sub_appid: simulator.merchant.subMerchant.appid,
  ...terms(out_trade_no),
});
const scene_info = { payer_client_ip: '203.0.113.7', h5_info: { type: 'Wap' } } as const;

async function buy(out_trade_no: string): Promise<void> {
  const { requestPayment } = await wechatpay.jsapi.prepay({
    ...direct(out_trade_no),
    payer: { openid },
  });
  expect(await simulator.pay({ openid, ...requestPayment })).toEqual({
    errMsg: 'requestPayment:ok',
  });
}

test('Native, H5 and APP orders are placed, paid and found paid', async () => {
  const native = await wechatpay.native.prepay(direct('NATIVE01'));
  await simulator.pay({ openid, link: native.code_url });
  const h5 = await wechatpay.h5.prepay({ ...direct('H500001'), scene_info });
  await simulator.pay({ openid, link: h5.h5_url });
  const app = await wechatpay.app.prepay(direct('APP0001'));
  await simulator.pay({ openid, app: { ...app.requestPayment } });
  for (const [out_trade_no, trade_type] of [
    ['NATIVE01', 'NATIVE'],
    ['H500001', 'MWEB'],
    ['APP0001', 'APP'],
  ] as const) {
    expect(await wechatpay.orders.query({ out_trade_no })).toMatchObject({
      trade_state: 'SUCCESS',
      trade_type,
      amount: { total: 300 },
    });
  }
});

test('a sub-merchant’s order is paid in either mini-program, asked for and closed', async () => {
  const { subMerchant } = simulator.merchant;
  const { sub_mchid } = partner('');
  const inOwn = await wechatpay.partner.jsapi.prepay({
    ...partner('SP00001'),
    payer: { sp_openid: openid },
  });
  expect(await simulator.pay({ openid, ...inOwn.requestPayment })).toMatchObject({
    errMsg: 'requestPayment:ok',
  });
  const sub_openid = simulator.loginCode(undefined, subMerchant.appid).openid;
  const inTheirs = await wechatpay.partner.jsapi.prepay({
    ...partner('SUB0001'),
    payer: { sub_openid },
  });
  expect(
    await simulator.pay({
      openid: sub_openid,
      appid: subMerchant.appid,
      ...inTheirs.requestPayment,
    }),
  ).toMatchObject({ errMsg: 'requestPayment:ok' });
  for (const out_trade_no of ['SP00001', 'SUB0001']) {
    expect(await wechatpay.partner.orders.query({ out_trade_no, sub_mchid })).toMatchObject({
      trade_state: 'SUCCESS',
      sub_mchid,
    });
  }
  const { code_url } = await wechatpay.partner.native.prepay(partner('SPNAT01'));
  expect(code_url).toMatch(/^weixin:/);
  expect(
    await wechatpay.partner.orders.closeIfUnpaid({ out_trade_no: 'SPNAT01', sub_mchid }),
  ).toMatchObject({ closed: true });
  const refund = await wechatpay.partner.refunds.create({
    sub_mchid,
    out_trade_no: 'SP00001',
    out_refund_no: 'SPR1',
    amount: { refund: 100, total: 300 },
  });
  expect(await wechatpay.partner.refunds.query({ out_refund_no: 'SPR1', sub_mchid })).toMatchObject(
    { refund_id: refund.refund_id },
  );
});

test('an order is closed unless it was paid', async () => {
  await wechatpay.jsapi.prepay({ ...direct('CLOSE01'), payer: { openid } });
  const closeIfUnpaid = () => wechatpay.orders.closeIfUnpaid({ out_trade_no: 'CLOSE01' });
  expect(await closeIfUnpaid()).toMatchObject({ closed: true });
  expect(await closeIfUnpaid()).toMatchObject({
    closed: true,
    transaction: { trade_state: 'CLOSED' },
  });
  await buy('PAID001');
  expect(await wechatpay.orders.closeIfUnpaid({ out_trade_no: 'PAID001' })).toMatchObject({
    closed: false,
    transaction: { trade_state: 'SUCCESS' },
  });
});

test('a close that happened although its answer was lost is found closed', async () => {
  await wechatpay.jsapi.prepay({ ...direct('LOST001'), payer: { openid } });
  simulator.faults.add({ kind: 'answer.lose', operation: 'close' });
  expect(await wechatpay.orders.closeIfUnpaid({ out_trade_no: 'LOST001' })).toMatchObject({
    closed: true,
    transaction: { trade_state: 'CLOSED' },
  });
});

test('waiting finds the payment at the next time of the schedule', async () => {
  const { requestPayment } = await wechatpay.jsapi.prepay({
    ...direct('WAIT001'),
    payer: { openid },
  });
  const startMs = clock.nowMs();
  clock.schedule(startMs + 20_000, async () => {
    await simulator.pay({ openid, ...requestPayment });
  });
  expect(await wechatpay.orders.waitUntilFinal({ out_trade_no: 'WAIT001' })).toMatchObject({
    final: true,
    transaction: { trade_state: 'SUCCESS' },
  });
  expect(clock.nowMs() - startMs).toBe(30_000);
});

test('a combined order is one payment of two orders', async () => {
  const { appid, subMerchant, mchid } = simulator.merchant;
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
    combine_out_trade_no: 'COMBINE1',
    sub_orders: [part('PART001'), part('PART002')],
    notify_url: nowhere,
    combine_payer_info: { openid },
  };
  const { requestPayment } = await wechatpay.combine.jsapi.prepay(request);
  await simulator.pay({ openid, ...requestPayment });
  const found = await wechatpay.combine.query(request);
  expect(found.sub_orders.map(({ trade_state }) => trade_state)).toEqual(['SUCCESS', 'SUCCESS']);
  const other = {
    ...request,
    combine_out_trade_no: 'COMBINE2',
    sub_orders: [part('PART003'), part('PART004')],
  };
  await wechatpay.combine.native.prepay(other);
  const { combine_appid, combine_out_trade_no } = other;
  const sub_orders = ['PART003', 'PART004'].map((out_trade_no) => ({
    mchid,
    sub_mchid: subMerchant.mchid,
    out_trade_no,
  }));
  await wechatpay.combine.close({ combine_appid, combine_out_trade_no, sub_orders });
  const closed = await wechatpay.combine.query(other);
  expect(closed.sub_orders[0]?.trade_state).toBe('CLOSED');
});

test('a refund is accepted, succeeds, and two of them keep their minute', async () => {
  await buy('REFUND1');
  const request = {
    out_trade_no: 'REFUND1',
    out_refund_no: 'R-1|*@',
    notify_url: nowhere,
    amount: { refund: 100, total: 300 },
  };
  expect(await wechatpay.refunds.create(request)).toMatchObject({ status: 'PROCESSING' });
  await wechatpay.refunds.create({ ...request, out_refund_no: 'R-2' }, { pacing: 'wait' });
  await clock.advance(600_000);
  expect(await wechatpay.refunds.query(request)).toMatchObject({
    status: 'SUCCESS',
    amount: { refund: 100, total: 300 },
  });
  expect(await wechatpay.orders.query({ out_trade_no: 'REFUND1' })).toMatchObject({
    trade_state: 'REFUND',
  });
});

test.each([
  ['the answer is lost', 'answer.lose'],
  ['the answer is an error', 'answer.error'],
  ['the answer is forged', 'answer.tamper'],
  ['the answer is a probe', 'answer.probe'],
  ['the request never arrived', 'request.lose'],
] as const)('when %s, a safe refund happens exactly once', async (_, kind) => {
  const out_trade_no = `ONCE-${kind.replaceAll('.', '-')}`;
  await buy(out_trade_no);
  simulator.faults.add({ kind, operation: 'refund' });
  const request = {
    out_trade_no,
    out_refund_no: `R-${out_trade_no}`,
    amount: { refund: 300, total: 300 },
  };
  const refund = await wechatpay.refunds.createSafely(request);
  expect(await wechatpay.refunds.createSafely(request)).toMatchObject({
    refund_id: refund.refund_id,
  });
});

test('an abnormal refund goes to a card whose number and name WeChat could open', async () => {
  await buy('ABNORM1');
  simulator.faults.add({ kind: 'refund.abnormal' });
  const { refund_id } = await wechatpay.refunds.create({
    out_trade_no: 'ABNORM1',
    out_refund_no: 'R-ABNORM1',
    amount: { refund: 300, total: 300 },
  });
  await clock.advance(600_000);
  const key = { out_refund_no: 'R-ABNORM1' };
  expect(await wechatpay.refunds.query(key)).toMatchObject({ status: 'ABNORMAL' });
  await wechatpay.refunds.applyAbnormal({
    ...key,
    refund_id,
    type: 'USER_BANK_CARD',
    bank_type: 'CMB_DEBIT',
    bank_account: '6214830000000000',
    real_name: '张三',
  });
  await clock.advance(600_000);
  expect(await wechatpay.refunds.query(key)).toMatchObject({
    status: 'SUCCESS',
    channel: 'OTHER_BANKCARD',
  });
});

test('WeChat’s own self-test agrees: what is sealed opens there, and what comes back opens here', async () => {
  const { data } = await wechatpay.call<{ echo_message: string; encrypted_echo_message: string }>({
    method: 'POST',
    path: '/v3/security/echo',
    body: (seal) => ({
      echo_message: '回声',
      encrypted_echo_message: seal('encrypted_echo_message', '张三'),
    }),
  });
  expect(data.echo_message).toBe('回声');
  const decrypter = createDecrypter([simulator.merchant.merchantPrivateKey]);
  expect(await decrypter.decrypt(data.encrypted_echo_message)).toBe('张三');
});

test('files are uploaded, and a complaint’s picture comes back unsigned, byte for byte', async () => {
  const content = Buffer.from([0xff, 0xd8, 13, 10, 45, 45, 0]);
  const image = await wechatpay.media.uploadImage({ filename: '凭证".jpg', content });
  const video = await wechatpay.media.uploadVideo({ filename: 'a.mp4', content });
  expect(image.media_id).not.toBe(video.media_id);
  const { media_id } = await wechatpay.complaints.uploadImage({ filename: 'a.png', content });
  const back = await wechatpay.complaints.downloadImage({ media_id });
  expect(Buffer.from(back).equals(content)).toBe(true);
});

test('a picture nobody uploaded is a refusal', async () => {
  expect(await failureOf(wechatpay.complaints.downloadImage({ media_id: 'none' }))).toMatchObject({
    outcome: 'refused',
  });
});

/** Asks the control API of the simulator: what the payee and the payer do. */
async function control(path: string, body: object = {}): Promise<{ complaint_id?: string }> {
  const answer = await fetch(`${simulator.url}/_simulator/${path}`, {
    method: 'POST',
    body: JSON.stringify(body),
  });
  expect(answer.status).toBeLessThan(300);
  return (await answer.json()) as { complaint_id?: string };
}

test('money of an order is shared, given back and unfrozen', async () => {
  const { appid } = simulator.merchant;
  const receiver = { type: 'MERCHANT_ID', account: '1900000108' } as const;
  const { profitSharing } = wechatpay;
  const { requestPayment } = await wechatpay.jsapi.prepay({
    ...direct('SHARE01'),
    payer: { openid },
    settle_info: { profit_sharing: true },
  });
  await simulator.pay({ openid, ...requestPayment });
  const { transaction_id = '' } = await wechatpay.orders.query({ out_trade_no: 'SHARE01' });
  await profitSharing.addReceiver({
    appid,
    ...receiver,
    name: '某某商户',
    relation_type: 'PARTNER',
  });
  await clock.advance(60_000);
  const share = { appid, transaction_id, out_order_no: 'P|*@1', unfreeze_unsplit: false };
  const receivers = [{ ...receiver, amount: 60, description: '分给朋友' }];
  expect(await profitSharing.share({ ...share, receivers })).toMatchObject({ state: 'PROCESSING' });
  await clock.advance(60_000);
  expect(await profitSharing.query(share)).toMatchObject({
    state: 'FINISHED',
    receivers: [{ ...receiver, amount: 60, result: 'SUCCESS' }],
  });
  expect(await profitSharing.queryUnsplit({ transaction_id })).toMatchObject({
    unsplit_amount: 240,
  });
  const giveBack = { out_order_no: 'P|*@1', out_return_no: 'B|*@1' };
  await profitSharing.giveBack({
    ...giveBack,
    return_mchid: receiver.account,
    amount: 60,
    description: '用户退款',
  });
  await clock.advance(60_000);
  expect(await profitSharing.queryReturn(giveBack)).toMatchObject({ result: 'SUCCESS' });
  const unfreeze = { transaction_id, out_order_no: 'U1', description: '完结' };
  expect(await profitSharing.unfreeze(unfreeze)).toMatchObject({ out_order_no: 'U1' });
  await profitSharing.deleteReceiver({ appid, ...receiver });
  const { mchid: sub_mchid } = simulator.merchant.subMerchant;
  expect(await profitSharing.queryRatio({ sub_mchid })).toMatchObject({ sub_mchid });
});

test('a transfer is confirmed by its payee, another one cancelled, each found by either number', async () => {
  const { transfers } = wechatpay;
  const transfer = (out_bill_no: string) => ({
    appid: simulator.merchant.appid,
    out_bill_no,
    transfer_scene_id: '1000',
    openid,
    user_name: '张三',
    transfer_amount: 200_000,
    transfer_remark: '活动奖励',
    transfer_scene_report_infos: [{ info_type: '活动名称', info_content: '新年' }],
  });
  const { transfer_bill_no, package_info } = await transfers.create(transfer('B1'));
  expect(package_info).toEqual(expect.any(String));
  await control('transfers/B1/confirm');
  for (const key of [{ out_bill_no: 'B1' }, { transfer_bill_no }]) {
    expect(await transfers.query(key)).toMatchObject({ state: 'SUCCESS', transfer_bill_no });
  }
  await transfers.create(transfer('B2'));
  await transfers.cancel({ out_bill_no: 'B2' });
  await clock.advance(600_000);
  expect(await transfers.query({ out_bill_no: 'B2' })).toMatchObject({ state: 'CANCELLED' });
});

test('a complaint is listed, read with its telephone number, answered and finished', async () => {
  const { complaints } = wechatpay;
  expect(await complaints.notificationUrl.create(nowhere)).toMatchObject({ url: nowhere });
  expect(await complaints.notificationUrl.query()).toMatchObject({ url: nowhere });
  expect(await complaints.notificationUrl.update(nowhere)).toMatchObject({ url: nowhere });
  await complaints.notificationUrl.delete();
  await buy('GRIEF01');
  const made = await control('complaints', { outTradeNo: 'GRIEF01', phoneNumber: '13912345678' });
  const key = { complaint_id: made.complaint_id ?? '' };
  const days = { begin_date: '2026-03-02', end_date: '2026-03-03' };
  expect(await complaints.list(days)).toMatchObject({
    data: [{ ...key, payer_phone: '13912345678' }],
    total_count: 1,
  });
  expect(await complaints.query(key)).toMatchObject({
    payer_phone: '13912345678',
    complaint_order_info: [{ out_trade_no: 'GRIEF01', amount: 300 }],
  });
  await complaints.reply({ ...key, response_content: '您好，已为您退款' });
  await complaints.updateRefundProgress({ ...key, action: 'APPROVE', launch_refund_day: 0 });
  await complaints.complete(key);
  expect(await complaints.query(key)).toMatchObject({ complaint_state: 'PROCESSED' });
  const { data = [] } = await complaints.history(key);
  expect(data.map(({ operate_type }) => operate_type)).toContain('MERCHANT_RESPONSE');
});
