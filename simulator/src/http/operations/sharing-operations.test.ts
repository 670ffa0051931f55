import { expect, test } from 'vitest';
import { startReceiver, startShop } from '../../testing/start-shop.ts';

const BASE = '/v3/profitsharing';
const MINUTE_MS = 60_000;
const FRIEND = { type: 'MERCHANT_ID', account: '1900000108' };

/** A paid order of one yuan whose money is frozen for sharing, a minute ago, and a receiver. */
async function startShared(profit_sharing = true) {
  const shop = await startShop();
  const { merchant, prepaid, simulator, openid, clock } = shop;
  const { appid } = simulator.merchant;
  const { outTradeNo, params } = await prepaid({ settle_info: { profit_sharing } });
  await simulator.pay({ openid, ...params });
  const transaction_id = String((await merchant.query(outTradeNo)).json.transaction_id);
  const relation = { appid, ...FRIEND, relation_type: 'PARTNER' };
  await merchant.post(`${BASE}/receivers/add`, relation);
  await clock.advance(MINUTE_MS);
  const share = (out_order_no: string, amount: number, overrides: Record<string, unknown> = {}) =>
    merchant.post(`${BASE}/orders`, {
      appid,
      transaction_id,
      out_order_no,
      receivers: [{ ...FRIEND, amount, description: '分给朋友' }],
      unfreeze_unsplit: false,
      ...overrides,
    });
  const ask = async (out_order_no: string) =>
    (await merchant.get(`${BASE}/orders/${out_order_no}?transaction_id=${transaction_id}`)).json;
  const left = async () =>
    (await merchant.get(`${BASE}/transactions/${transaction_id}/amounts`)).json.unsplit_amount;
  return { ...shop, transaction_id, outTradeNo, share, ask, left, appid };
}

test('a share is processed, finishes with a result for each receiver, and is told to the receiver', async () => {
  const receiver = await startReceiver();
  const { share, ask, left, clock, control, merchant } = await startShared();
  await control('POST', '/profit-sharing/notify-url', { url: receiver.url });
  const first = await share('S1', 20);
  expect(first.json).toMatchObject({
    out_order_no: 'S1',
    state: 'PROCESSING',
    receivers: [{ ...FRIEND, amount: 20, result: 'PENDING' }],
  });
  expect((await share('S1', 20)).json).toEqual(first.json);
  expect((await share('S1', 21)).status).toBe(400);
  expect(await left()).toBe(80);
  await clock.advance(MINUTE_MS);
  expect(await ask('S1')).toMatchObject({ state: 'FINISHED', receivers: [{ result: 'SUCCESS' }] });
  const envelope = JSON.parse(receiver.received[0]?.body ?? '');
  expect(envelope.event_type).toBe('PROFITSHARING.SUCCESS');
  expect(JSON.parse(merchant.open(envelope.resource)).receiver.amount).toBe(20);
});

test('not more than 30 percent of an order go to others, and nothing after the rest was unfrozen', async () => {
  const { share, left, merchant, transaction_id } = await startShared();
  expect((await share('S1', 31)).status).toBe(400);
  expect((await share('S1', 25)).status).toBe(200);
  expect((await share('S2', 6)).status).toBe(400);
  const body = { transaction_id, out_order_no: 'U1', description: '解冻' };
  expect((await merchant.post(`${BASE}/orders/unfreeze`, body)).status).toBe(200);
  expect(await left()).toBe(0);
  expect(await share('S3', 1)).toMatchObject({ status: 403, json: { code: 'NOT_ENOUGH' } });
});

test('sharing needs the mark on the order, a known receiver, a minute, and 30 days at most', async () => {
  const unmarked = await startShared(false);
  expect((await unmarked.share('S1', 1)).json.message).toBe('非分账订单不支持分账');
  const { share, merchant, clock, appid } = await startShared();
  await merchant.post(`${BASE}/receivers/delete`, { appid, ...FRIEND });
  expect((await share('S1', 1)).json.message).toContain('分账接收方关系不存在');
  await merchant.post(`${BASE}/receivers/add`, { appid, ...FRIEND, relation_type: 'PARTNER' });
  expect((await share('S1', 1)).status).toBe(200);
  await clock.advance(30 * 86_400_000);
  expect((await share('S2', 1)).status).toBe(400);
});

test('a closed part says why and gives the money back to the order', async () => {
  const { share, ask, left, clock, simulator } = await startShared();
  simulator.faults.add({ kind: 'profit-sharing.close' });
  await share('S1', 20);
  await clock.advance(MINUTE_MS);
  const closed = { result: 'CLOSED', fail_reason: 'ACCOUNT_ABNORMAL' };
  expect(await ask('S1')).toMatchObject({ state: 'FINISHED', receivers: [closed] });
  expect(await left()).toBe(100);
});

test('a merchant gives back what it received, once', async () => {
  const { share, clock, merchant } = await startShared();
  await share('S1', 20);
  await clock.advance(MINUTE_MS);
  const giveBack = (out_return_no: string, amount: number) =>
    merchant.post(`${BASE}/return-orders`, {
      out_order_no: 'S1',
      out_return_no,
      return_mchid: FRIEND.account,
      amount,
      description: '退回',
    });
  const returned = await giveBack('B1', 15);
  expect(returned.json).toMatchObject({ result: 'SUCCESS', amount: 15, out_order_no: 'S1' });
  expect((await giveBack('B1', 15)).json).toEqual(returned.json);
  expect((await giveBack('B2', 6)).status).toBe(400);
  const asked = await merchant.get(`${BASE}/return-orders/B1?out_order_no=S1`);
  expect(asked.json).toEqual(returned.json);
});

test("a partner's ceiling is told for its sub-merchant alone", async () => {
  const { merchant, simulator } = await startShared();
  const { mchid } = simulator.merchant.subMerchant;
  const path = `${BASE}/merchant-configs/`;
  expect((await merchant.get(path + mchid)).json).toEqual({ sub_mchid: mchid, max_ratio: 3000 });
  expect((await merchant.get(`${path}1900000999`)).status).toBe(403);
});
