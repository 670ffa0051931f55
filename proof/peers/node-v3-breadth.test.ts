import { createSimulator, type Simulator } from '@yifen/simulator';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openNodeV3 } from './node-v3-peer.ts';

/**
 * Every call of `wechatpay-node-v3` that WeChat's documents of today still have. Left out: transfers in batches, which
 * gave way to transfers that the user confirms, and its upload, which names no server.
 */

const DAY_MS = 86_400_000;
let simulator: Simulator;
let pay: ReturnType<typeof openNodeV3>;

/** What its calls answer. */
interface Output {
  readonly status?: number;
  readonly data?: unknown;
  readonly error?: unknown;
}

beforeAll(async () => {
  simulator = await createSimulator({ seed: 32 });
  const { merchant } = simulator;
  pay = openNodeV3({
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
const place = { device_id: '013467007045764', payer_client_ip: '127.0.0.1' };
const h5_info = {
  type: 'Wap',
  app_name: 'Tea',
  app_url: 'https://shop.example.com',
  bundle_id: 'com.example.tea',
  package_name: 'com.example.tea',
};
const scene_info = { ...place, h5_info };
/** Its signature leaves this origin away, and no other. */
const WECHAT = 'https://api.mch.weixin.qq.com';

/** The date in Beijing. */
const dayOf = (atMs: number) => new Date(atMs + 8 * 3_600_000).toISOString().slice(0, 10);

/** What a call that succeeded answers. */
async function dataOf(answer: Promise<Output>): Promise<Record<string, unknown>> {
  const { status, data, error } = await answer;
  expect([status, error]).toEqual([200, undefined]);
  return Object(data);
}

/** An order that a payer has paid; answers its transaction. */
async function paid(out_trade_no: string, more: object = {}): Promise<string> {
  const { openid } = simulator.loginCode();
  await dataOf(pay.transactions_jsapi({ ...terms(out_trade_no), payer: { openid }, ...more }));
  const wish = { event: 'transaction.success', outTradeNo: out_trade_no };
  const body = JSON.stringify(wish);
  await simulator.inject({ method: 'POST', url: '/_simulator/triggers', body });
  const { transaction_id } = await dataOf(pay.query({ out_trade_no }));
  return String(transaction_id);
}

test('prepays of every kind', async () => {
  const h5 = { ...terms('NODEV3h5'), scene_info };
  expect(await dataOf(pay.transactions_h5(h5))).toHaveProperty('h5_url');
  expect(await dataOf(pay.transactions_native(terms('NODEV3native')))).toHaveProperty('code_url');
  expect(await dataOf(pay.transactions_app(terms('NODEV3app')))).toHaveProperty('prepayid');
});

test('combined orders of every kind, a query, a close', async () => {
  const { mchid } = simulator.merchant;
  const { openid } = simulator.loginCode();
  const combined = (combine_out_trade_no: string) => ({
    combine_out_trade_no,
    sub_orders: ['1', '2'].map((part) => ({
      mchid,
      attach: 'a',
      amount: { total_amount: 1, currency: 'CNY' },
      out_trade_no: `${combine_out_trade_no}${part}`,
      description: 'Tea',
    })),
    notify_url,
    scene_info: place,
  });
  const jsapi = { ...combined('NODEV3C1'), combine_payer_info: { openid } };
  expect(await dataOf(pay.combine_transactions_jsapi(jsapi))).toHaveProperty('paySign');
  const native = await dataOf(pay.combine_transactions_native(combined('NODEV3C2')));
  expect(native).toHaveProperty('code_url');
  expect(await dataOf(pay.combine_transactions_app(combined('NODEV3C3')))).toHaveProperty('sign');
  const h5 = { ...combined('NODEV3C4'), scene_info: { ...place, h5_info } };
  expect(await dataOf(pay.combine_transactions_h5(h5))).toHaveProperty('h5_url');
  expect((await dataOf(pay.combine_query('NODEV3C1'))).sub_orders).toHaveLength(2);
  const parts = ['1', '2'].map((part) => ({ mchid, out_trade_no: `NODEV3C1${part}` }));
  expect((await pay.combine_close('NODEV3C1', parts)).status).toBe(204);
});

test('certificates, queries, a refund', async () => {
  const { apiV3Key, platformSerial } = simulator.merchant;
  expect(await pay.get_certificates(apiV3Key)).toMatchObject([{ serial_no: platformSerial }]);
  const transaction_id = await paid('NODEV3paid');
  expect((await dataOf(pay.query({ transaction_id }))).trade_state).toBe('SUCCESS');
  const amount = { refund: 1, total: 880, currency: 'CNY' };
  const refund = { transaction_id, out_refund_no: 'NODEV3R1', amount };
  expect((await dataOf(pay.refunds(refund))).status).toBe('PROCESSING');
  await simulator.clock.advance(5 * 60_000);
  expect((await dataOf(pay.find_refunds('NODEV3R1'))).status).toBe('SUCCESS');
});

test('profit sharing from the receiver to what comes back', async () => {
  const { openid } = simulator.loginCode();
  const receiver = { type: 'PERSONAL_OPENID', account: openid } as const;
  const partner = { type: 'MERCHANT_ID', account: simulator.merchant.subMerchant.mchid } as const;
  const { platformCertificate } = simulator.merchant;
  const name = pay.publicEncrypt('示例商户', Buffer.from(platformCertificate));
  // Left to itself it names its own certificate where WeChat's belongs.
  const wx_serial_no = simulator.merchant.platformSerial;
  await dataOf(
    pay.profitsharing_receivers_add({ ...receiver, relation_type: 'USER', wx_serial_no }),
  );
  await dataOf(
    pay.profitsharing_receivers_add({
      ...partner,
      name,
      relation_type: 'STORE',
      wx_serial_no,
    }),
  );
  const transaction_id = await paid('NODEV3shared', { settle_info: { profit_sharing: true } });
  await simulator.clock.advance(60_000);
  const out_order_no = 'NODEV3S1';
  const receivers = [{ ...partner, amount: 10, description: 'a share' }];
  const share = { transaction_id, out_order_no, receivers, unfreeze_unsplit: false, wx_serial_no };
  expect((await dataOf(pay.create_profitsharing_orders(share))).state).toBe('PROCESSING');
  await simulator.clock.advance(60_000);
  const found = await dataOf(pay.query_profitsharing_orders(transaction_id, out_order_no));
  expect(found.state).toBe('FINISHED');
  const back = {
    out_order_no,
    out_return_no: 'NODEV3B1',
    return_mchid: partner.account,
    amount: 5,
    description: 'a part of it',
  };
  expect((await dataOf(pay.profitsharing_return_orders(back))).out_return_no).toBe('NODEV3B1');
  const returned = pay.query_profitsharing_return_orders('NODEV3B1', out_order_no);
  expect((await dataOf(returned)).amount).toBe(5);
  const rest = { transaction_id, out_order_no: 'NODEV3S2', description: 'the rest' };
  expect(await dataOf(pay.profitsharing_orders_unfreeze(rest))).toHaveProperty('order_id');
  const left = await dataOf(pay.query_profitsharing_amounts(transaction_id));
  expect(left).toHaveProperty('unsplit_amount');
  await dataOf(pay.profitsharing_receivers_delete(receiver));
  const day = dayOf(simulator.clock.nowMs());
  await simulator.clock.advance(2 * DAY_MS);
  expect(await dataOf(pay.profitsharing_bills(day))).toHaveProperty('download_url');
});

test('bills of a day, and their files', async () => {
  const bill_date = dayOf(simulator.clock.nowMs());
  await paid('NODEV3bill');
  await simulator.clock.advance(2 * DAY_MS);
  const trade = await dataOf(pay.tradebill({ bill_date, bill_type: 'ALL' }));
  expect(trade.hash_type).toBe('SHA1');
  const file = await pay.downloadBill(String(trade.download_url).replace(simulator.url, WECHAT));
  expect(file.status).toBe(200);
  const funds = await dataOf(pay.fundflowbill({ bill_date, account_type: 'BASIC' }));
  expect(funds.hash_type).toBe('SHA1');
});
