import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { startReceiver, startShop } from '../../testing/start-shop.ts';

const BASE = '/v3/fund-app/mch-transfer/transfer-bills';
const DAY_MS = 86_400_000;

async function startTransfers() {
  const shop = await startShop();
  const body = (out_bill_no: string, overrides: Record<string, unknown> = {}) => ({
    appid: shop.simulator.merchant.appid,
    out_bill_no,
    transfer_scene_id: '1000',
    openid: shop.openid,
    transfer_amount: 500,
    transfer_remark: '活动奖励',
    transfer_scene_report_infos: [{ info_type: '活动名称', info_content: '新年' }],
    ...overrides,
  });
  const create = (out_bill_no: string, overrides: Record<string, unknown> = {}) =>
    shop.merchant.post(BASE, body(out_bill_no, overrides));
  const ask = async (number: string) =>
    (await shop.merchant.get(`${BASE}/out-bill-no/${number}`)).json;
  const confirm = (number: string) => shop.control('POST', `/transfers/${number}/confirm`, {});
  const balance = async () => {
    const { items } = (await shop.control('GET', '/funds')).json;
    return (items as { balancesFen: { OPERATION: number } }[])[0]?.balancesFen.OPERATION;
  };
  return { ...shop, create, ask, confirm, balance };
}

test('a transfer waits for the user, and is notified when the user has confirmed', async () => {
  const receiver = await startReceiver();
  const { create, ask, confirm, merchant, simulator, openid } = await startTransfers();
  const created = await create('B1', { notify_url: receiver.url });
  expect(created.json).toEqual({
    out_bill_no: 'B1',
    transfer_bill_no: expect.stringMatching(/^13300\d{25}$/),
    create_time: '2026-01-01T10:00:00+08:00',
    state: 'WAIT_USER_CONFIRM',
    package_info: expect.any(String),
  });
  const { mchid } = simulator.merchant;
  expect(await ask('B1')).toMatchObject({ mch_id: mchid, state: 'WAIT_USER_CONFIRM', openid });
  expect((await confirm('B1')).json.state).toBe('SUCCESS');
  expect((await confirm('B1')).status).toBe(409);
  await receiver.arrival(1);
  const envelope = JSON.parse(receiver.received[0]?.body ?? '');
  expect(envelope.event_type).toBe('MCHTRANSFER.BILL.FINISHED');
  expect(envelope.resource.associated_data).toBe('mch_payment');
  const told = JSON.parse(merchant.open(envelope.resource));
  expect(told).toMatchObject({ mchid, out_bill_no: 'B1', state: 'SUCCESS', transfer_amount: 500 });
  const byBill = await merchant.get(`${BASE}/transfer-bill-no/${created.json.transfer_bill_no}`);
  expect(byBill.json).toEqual(await ask('B1'));
  expect(byBill.json).not.toHaveProperty('package_info');
});

test('a transfer can be cancelled until the user confirms; the money comes back', async () => {
  const { create, ask, merchant, clock, balance, confirm } = await startTransfers();
  const before = await balance();
  await create('B1');
  expect(await balance()).toBe(Number(before) - 500);
  const cancel = (number: string) => merchant.post(`${BASE}/out-bill-no/${number}/cancel`, {});
  expect((await cancel('B1')).json.state).toBe('CANCELING');
  await clock.advance(1000);
  expect((await ask('B1')).state).toBe('CANCELLED');
  expect((await cancel('B1')).status).toBe(200);
  expect(await balance()).toBe(before);
  await create('B2');
  await confirm('B2');
  expect((await cancel('B2')).status).toBe(400);
  expect((await cancel('B3')).status).toBe(404);
});

test('an unconfirmed transfer fails after a day', async () => {
  const { create, ask, clock } = await startTransfers();
  await create('B1');
  await clock.advance(DAY_MS);
  expect(await ask('B1')).toMatchObject({ state: 'FAIL', fail_reason: 'OVERDUE_CLOSE' });
});

test('the same number is one transfer; other parameters under it are refused', async () => {
  const { create } = await startTransfers();
  const first = await create('B1');
  expect((await create('B1')).json).toEqual(first.json);
  expect((await create('B1', { transfer_amount: 501 })).status).toBe(400);
});

test.each([
  ['2,000 yuan without a name', { transfer_amount: 200_000 }, 400],
  ['a name that is not encrypted', { user_name: '张三' }, 400],
  ['a user of another app', { openid: 'stranger' }, 400],
  ['a number with a dash', { out_bill_no: 'B-1' }, 400],
  ['a scene that is not open', { transfer_scene_id: '9999' }, 400],
  ['another app', { appid: 'wx0000000000000000' }, 400],
])('%s is refused', async (_, change, status) => {
  const { create } = await startTransfers();
  expect((await create('B1', change)).status).toBe(status);
});

test('without funds in the operation account a transfer is 403 NOT_ENOUGH', async () => {
  const { create, control, balance } = await startTransfers();
  await control('POST', '/funds', { account: 'OPERATION', amountFen: -Number(await balance()) });
  expect(await create('B1')).toMatchObject({ status: 403, json: { code: 'NOT_ENOUGH' } });
});

test('the receipt of a transfer that succeeded is written in ten seconds and fetched for ten minutes', async () => {
  const { create, confirm, merchant, clock } = await startTransfers();
  const { json } = await create('B1');
  const base = '/v3/fund-app/mch-transfer/elecsign';
  const apply = () => merchant.post(`${base}/out-bill-no`, { out_bill_no: 'B1' });
  const ask = () => merchant.get(`${base}/transfer-bill-no/${json.transfer_bill_no}`);
  expect((await apply()).status).toBe(400);
  await confirm('B1');
  expect((await ask()).status).toBe(404);
  expect((await apply()).json.state).toBe('GENERATING');
  expect((await ask()).json.state).toBe('GENERATING');
  await clock.advance(10_000);
  const { hash_value, download_url, state } = (await ask()).json;
  expect(state).toBe('FINISHED');
  const { pathname, search } = new URL(String(download_url));
  const { bytes, headers } = await merchant.getBytes(pathname + search);
  expect(createHash('sha256').update(bytes).digest('hex')).toBe(hash_value);
  expect(headers.get('wechatpay-signature')).toBeNull();
  await clock.advance(600_000);
  expect((await merchant.get(pathname + search)).status).toBe(400);
});
