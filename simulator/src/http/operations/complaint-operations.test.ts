import { constants, privateDecrypt } from 'node:crypto';
import { expect, test } from 'vitest';
import { startReceiver, startShop } from '../../testing/start-shop.ts';

const SERVICE = '/v3/merchant-service';

/** A paid order and its complaint. */
async function startComplaint() {
  const shop = await startShop();
  const receiver = await startReceiver();
  const { outTradeNo, params } = await shop.prepaid();
  await shop.simulator.pay({ openid: shop.openid, ...params });
  const url = { url: receiver.url };
  await shop.merchant.post(`${SERVICE}/complaint-notifications`, url);
  const complaint = await shop.control('POST', '/complaints', {
    outTradeNo,
    phoneNumber: '13912345678',
  });
  const path = `${SERVICE}/complaints-v2/${complaint.json.complaint_id}`;
  const { mchid: complainted_mchid } = shop.simulator.merchant;
  const act = (what: string, body: object) =>
    shop.merchant.post(`${path}/${what}`, { complainted_mchid, ...body });
  return { ...shop, receiver, outTradeNo, path, act };
}

test('a complaint is notified by its number alone; the details come by query, the phone number encrypted', async () => {
  const { receiver, merchant, path, outTradeNo, simulator, openid } = await startComplaint();
  await receiver.arrival(1);
  const envelope = JSON.parse(receiver.received[0]?.body ?? '');
  expect(envelope.event_type).toBe('COMPLAINT.CREATE');
  const told = JSON.parse(merchant.open(envelope.resource));
  expect(Object.keys(told)).toEqual(['complaint_id', 'action_type']);
  const { json } = await merchant.get(path);
  expect(json).toMatchObject({
    complaint_id: told.complaint_id,
    complaint_state: 'PENDING',
    payer_openid: openid,
    complaint_order_info: [{ out_trade_no: outTradeNo, amount: 100 }],
  });
  const phone = privateDecrypt(
    {
      key: simulator.merchant.merchantPrivateKey,
      padding: constants.RSA_PKCS1_OAEP_PADDING,
      oaepHash: 'sha1',
    },
    Buffer.from(String(json.payer_phone), 'base64'),
  );
  expect(phone.toString()).toBe('13912345678');
});

test('a merchant answers, reports on the refund and ends a complaint; each step is in the history', async () => {
  const { act, merchant, path, receiver } = await startComplaint();
  expect((await act('response', { response_content: '您好' })).status).toBe(204);
  expect((await merchant.get(path)).json.complaint_state).toBe('PROCESSING');
  const progress = { action: 'APPROVE', launch_refund_day: 1 };
  expect((await merchant.post(`${path}/update-refund-progress`, progress)).status).toBe(204);
  expect((await act('complete', {})).status).toBe(204);
  expect((await act('complete', {})).status).toBe(400);
  const { data } = (await merchant.get(`${path}/negotiation-historys`)).json;
  expect((data as { operate_type: string }[]).map(({ operate_type }) => operate_type)).toEqual([
    'MERCHANT_CONFIRM_COMPLETE',
    'MERCHANT_REFUND_PROGRESS',
    'MERCHANT_RESPONSE',
    'USER_CREATE_COMPLAINT',
  ]);
  await receiver.arrival(4);
  expect(JSON.parse(receiver.received[3]?.body ?? '').event_type).toBe('COMPLAINT.STATE_CHANGE');
});

test('a payer who waits is answered in blocks, once for each number of ours', async () => {
  const { act, merchant, path } = await startComplaint();
  const block = { type: 'TEXT', text: { text: '您好，正在为您处理', is_bold: true } };
  const reply = { message: { blocks: [block], sender_identity: 'MANUAL' }, idempotent_id: 'i1' };
  const first = await act('response-immediate-service', reply);
  expect(first).toMatchObject({ status: 200, json: { log_id: expect.stringMatching(/^\d{30}$/) } });
  expect((await act('response-immediate-service', reply)).json).toEqual(first.json);
  expect((await merchant.get(path)).json.complaint_state).toBe('PROCESSING');
  const { data } = (await merchant.get(`${path}/negotiation-historys`)).json;
  expect(data).toHaveLength(2);
  for (const wrong of [
    { ...reply, response_content: '您好' },
    { message: reply.message },
    { ...reply, message: { blocks: [{ type: 'VIDEO' }] } },
    { ...reply, complainted_mchid: '1900000999' },
  ]) {
    expect((await act('response-immediate-service', wrong)).json.code).toBe('PARAM_ERROR');
  }
});

test('complaints are listed by day and page', async () => {
  const { merchant, control, outTradeNo } = await startComplaint();
  await control('POST', '/complaints', { outTradeNo });
  const list = async (query: string) =>
    (await merchant.get(`${SERVICE}/complaints-v2?${query}`)).json;
  const day = 'begin_date=2026-01-01&end_date=2026-01-01';
  expect(await list(`${day}&limit=1&offset=1`)).toMatchObject({ total_count: 2, limit: 1 });
  expect((await list('begin_date=2026-01-02&end_date=2026-01-03')).total_count).toBe(0);
  expect((await list(`${day}&limit=51`)).code).toBe('PARAM_ERROR');
  expect((await list('begin_date=yesterday&end_date=2026-01-03')).code).toBe('PARAM_ERROR');
});

test('the address for notifications can be read, changed and taken away', async () => {
  const { merchant } = await startComplaint();
  const path = `${SERVICE}/complaint-notifications`;
  const url = 'https://shop.example/complaints';
  const body = JSON.stringify({ url });
  expect((await merchant.send({ method: 'PUT', path, body })).json.url).toBe(url);
  expect((await merchant.get(path)).json.url).toBe(url);
  expect((await merchant.send({ method: 'DELETE', path })).status).toBe(204);
  expect((await merchant.get(path)).status).toBe(404);
});

test('nobody complains about an unpaid order, and an unknown complaint is 404', async () => {
  const { control, merchant, act } = await startComplaint();
  expect((await control('POST', '/complaints', { outTradeNo: 'T20269999' })).status).toBe(404);
  expect((await merchant.get(`${SERVICE}/complaints-v2/2000`)).status).toBe(404);
  const foreign = await act('complete', { complainted_mchid: '1900000999' });
  expect(foreign.status).toBe(400);
});
