import { expect, test } from 'vitest';
import { nowhere, openShop } from '../testing/open-shop.ts';

const scene_info = { payer_client_ip: '203.0.113.7', h5_info: { type: 'Wap' } } as const;

test('Native, H5 and APP orders are placed, paid and found paid', async () => {
  const { wechatpay, simulator, openid, direct } = await openShop();
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

test('a sub-merchant’s H5 and APP orders are placed, paid and found paid', async () => {
  const { wechatpay, simulator, openid, partner } = await openShop();
  const { sub_mchid, sub_appid } = partner('');
  const h5 = await wechatpay.partner.h5.prepay({ ...partner('SPH5001'), scene_info });
  expect(await simulator.pay({ openid, link: h5.h5_url })).toEqual({ errMsg: 'payment:ok' });
  const app = await wechatpay.partner.app.prepay(partner('SPAPP01'));
  expect(app.requestPayment.appid).toBe(sub_appid);
  await simulator.pay({ openid, app: { ...app.requestPayment } });
  for (const [out_trade_no, trade_type] of [
    ['SPH5001', 'MWEB'],
    ['SPAPP01', 'APP'],
  ] as const) {
    expect(await wechatpay.partner.orders.query({ out_trade_no, sub_mchid })).toMatchObject({
      trade_state: 'SUCCESS',
      trade_type,
      sub_mchid,
      amount: { total: 300 },
    });
  }
});

test('a sub-merchant’s order is paid in either mini-program, asked for and closed', async () => {
  const { wechatpay, simulator, openid, partner } = await openShop();
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
  const { wechatpay, openid, direct, buy } = await openShop();
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
  const { wechatpay, simulator, openid, direct } = await openShop();
  await wechatpay.jsapi.prepay({ ...direct('LOST001'), payer: { openid } });
  simulator.faults.add({ kind: 'answer.lose', operation: 'close' });
  expect(await wechatpay.orders.closeIfUnpaid({ out_trade_no: 'LOST001' })).toMatchObject({
    closed: true,
    transaction: { trade_state: 'CLOSED' },
  });
});

test('waiting finds the payment at the next time of the schedule', async () => {
  const { wechatpay, simulator, clock, openid, direct } = await openShop();
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
  const { wechatpay, simulator, openid } = await openShop();
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
