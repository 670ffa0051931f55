import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { createDecrypter } from '../core/decrypter.ts';
import { nowhere, openShop } from '../testing/open-shop.ts';
import { failureOf } from '../testing/test-wechat.ts';

test('WeChat’s own self-test agrees: what is sealed opens there, and what comes back opens here', async () => {
  const { wechatpay, simulator } = await openShop();
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
  const { wechatpay } = await openShop();
  const content = Buffer.from([0xff, 0xd8, 13, 10, 45, 45, 0]);
  const image = await wechatpay.media.uploadImage({ filename: '凭证".jpg', content });
  const video = await wechatpay.media.uploadVideo({ filename: 'a.mp4', content });
  expect(image.media_id).not.toBe(video.media_id);
  const { media_id } = await wechatpay.complaints.uploadImage({ filename: 'a.png', content });
  const back = await wechatpay.complaints.downloadImage({ media_id });
  expect(Buffer.from(back).equals(content)).toBe(true);
});

test('a picture nobody uploaded is a refusal', async () => {
  const { wechatpay } = await openShop();
  expect(await failureOf(wechatpay.complaints.downloadImage({ media_id: 'none' }))).toMatchObject({
    outcome: 'refused',
  });
});

test('money of an order is shared, given back and unfrozen', async () => {
  const { wechatpay, simulator, clock, openid, direct } = await openShop();
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
  const day = beijingDay(clock.nowMs());
  await clock.advance(36 * 3_600_000);
  for (const tar_type of [undefined, 'GZIP'] as const) {
    const ticket = await profitSharing.requestBill({
      bill_date: day,
      ...(tar_type && { tar_type }),
    });
    const bill = await text(wechatpay.bills.download(ticket));
    expect(bill).toMatch(/`P\|\*@1,`3\.00,`1900000108,`0\.60,`分账,/);
    expect(bill).toMatch(/`B\|\*@1,`3\.00,`1900000108,`0\.60,`分账回退,/);
    expect(bill).toMatch(/\r\n`2,`0\.60,`0\.60\r\n$/);
  }
  await profitSharing.deleteReceiver({ appid, ...receiver });
  const { mchid: sub_mchid } = simulator.merchant.subMerchant;
  expect(await profitSharing.queryRatio({ sub_mchid })).toMatchObject({ sub_mchid });
});

test('a transfer is confirmed by its payee, another one cancelled, each found by either number', async () => {
  const { wechatpay, simulator, clock, openid, control } = await openShop();
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
  await control('/transfers/B1/confirm', {});
  for (const key of [{ out_bill_no: 'B1' }, { transfer_bill_no }]) {
    expect(await transfers.query(key)).toMatchObject({ state: 'SUCCESS', transfer_bill_no });
  }
  await transfers.create(transfer('B2'));
  await transfers.cancel({ out_bill_no: 'B2' });
  await clock.advance(600_000);
  expect(await transfers.query({ out_bill_no: 'B2' })).toMatchObject({ state: 'CANCELLED' });
});

test('a complaint is listed, read with its telephone number, answered and finished', async () => {
  const { wechatpay, buy, control, clock } = await openShop();
  const { complaints } = wechatpay;
  expect(await complaints.notificationUrl.create(nowhere)).toMatchObject({ url: nowhere });
  expect(await complaints.notificationUrl.query()).toMatchObject({ url: nowhere });
  expect(await complaints.notificationUrl.update(nowhere)).toMatchObject({ url: nowhere });
  await complaints.notificationUrl.delete();
  await buy('GRIEF01');
  const made = await control('/complaints', { outTradeNo: 'GRIEF01', phoneNumber: '13912345678' });
  const key = { complaint_id: String(made.complaint_id) };
  const today = beijingDay(clock.nowMs());
  const days = { begin_date: today, end_date: today };
  expect(await complaints.list(days)).toMatchObject({
    data: [{ ...key, payer_phone: '13912345678' }],
    total_count: 1,
  });
  expect(await complaints.query(key)).toMatchObject({
    payer_phone: '13912345678',
    complaint_order_info: [{ out_trade_no: 'GRIEF01', amount: 300 }],
  });
  const immediate = {
    ...key,
    message: { blocks: [{ type: 'TEXT', text: { text: '您好，请稍候' } }] },
    idempotent_id: 'grief-1',
  } as const;
  const said = await complaints.replyImmediately(immediate);
  expect(said.log_id).toMatch(/^\d+$/);
  expect(await complaints.replyImmediately(immediate)).toEqual(said);
  await complaints.reply({ ...key, response_content: '您好，已为您退款' });
  await complaints.updateRefundProgress({ ...key, action: 'APPROVE', launch_refund_day: 0 });
  await complaints.complete(key);
  expect(await complaints.query(key)).toMatchObject({ complaint_state: 'PROCESSED' });
  const { data = [] } = await complaints.history(key);
  expect(data.map(({ operate_type }) => operate_type)).toContain('MERCHANT_RESPONSE');
});

function beijingDay(atMs: number): string {
  return new Date(atMs + 8 * 3_600_000).toISOString().slice(0, 10);
}
