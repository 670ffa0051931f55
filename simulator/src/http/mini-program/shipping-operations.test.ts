import { expect, test } from 'vitest';
import { startPlatform } from '../../testing/raw-platform.ts';

const ROOT = '/wxa/sec/order';
const DAY_MS = 86_400_000;
const parcel = { tracking_no: 'Z1', express_company: 'ZTO', item_desc: 'Hat *1' };

async function startShipping() {
  const shop = await startPlatform();
  const { clock, openid, call } = shop;
  const order = await shop.paid();
  await clock.advance(5000);
  /** An upload for the paid order, a second later than the one before. */
  async function upload(change: Record<string, unknown> = {}, path = 'upload_shipping_info') {
    await clock.advance(1000);
    const body = {
      order_key: { order_number_type: 2, transaction_id: order.transactionId },
      logistics_type: 1,
      delivery_mode: 1,
      shipping_list: [parcel],
      upload_time: new Date(clock.nowMs()).toISOString(),
      payer: { openid },
      ...change,
    };
    return (await call(`${ROOT}/${path}`, body)).errcode;
  }
  const look = async (key: object = { transaction_id: order.transactionId }) => {
    const { order: found } = await call(`${ROOT}/get_order`, key);
    return found as Record<string, unknown> & { shipping: Record<string, unknown> };
  };
  return { ...shop, ...order, upload, look };
}

test('a payment is known some seconds late, is shipped, confirmed, and its money set free', async () => {
  const shop = await startShipping();
  const { simulator, clock, openid, transactionId, outTradeNo, look, control, call } = shop;
  const fresh = await shop.paid();
  const early = await call(`${ROOT}/get_order`, { transaction_id: fresh.transactionId });
  expect(early.errcode).toBe(10060001);
  expect(await look()).toMatchObject({ order_state: 1, paid_amount: 100, shipping: {} });
  expect(await shop.upload()).toBe(0);
  const { mchid } = simulator.merchant;
  expect(await look({ merchant_id: mchid, merchant_trade_no: outTradeNo })).toMatchObject({
    transaction_id: transactionId,
    openid,
    order_state: 2,
    in_complaint: false,
    shipping: {
      finish_shipping: true,
      finish_shipping_count: 1,
      goods_desc: 'Hat *1',
      shipping_list: [
        { tracking_no: 'Z1', goods_desc: 'Hat *1', upload_time: clock.nowMs() / 1000 },
      ],
    },
  });
  const frozen = async () => {
    const { items } = (await control('GET', '/shipping')).json as { items: { frozen: boolean }[] };
    return items[0]?.frozen;
  };
  expect(await frozen()).toBe(true);
  const receipt = (change: object) =>
    control('POST', '/receipts', { openid, transaction_id: transactionId, ...change });
  expect((await receipt({ choice: 'cancel' })).json.status).toBe('cancel');
  expect((await receipt({ openid: 'oNobody' })).json.status).toBe('fail');
  expect((await receipt({ transaction_id: '0' })).json.errormsg).toBe('获取用户订单失败');
  expect((await receipt({})).json.status).toBe('success');
  expect((await receipt({})).json.status).toBe('cancel');
  expect(await look()).toMatchObject({ order_state: 3 });
  await clock.advance(60_000);
  expect(await look()).toMatchObject({ order_state: 4 });
  expect(await frozen()).toBe(false);
  expect(await shop.upload({ shipping_list: [{ ...parcel, tracking_no: 'Z2' }] })).toBe(10060004);
});

test.each([
  ['express', 1, 10],
  ['virtual goods', 3, 2],
])('%s nobody confirms are confirmed by themselves', async (_name, logistics_type, days) => {
  const { clock, upload, look } = await startShipping();
  await upload({ logistics_type });
  await clock.advance(days * DAY_MS - 1000);
  expect(await look()).toMatchObject({ order_state: 2 });
  await clock.advance(1000);
  expect(await look()).toMatchObject({ order_state: 3 });
  await clock.advance(60_000);
  expect(await look()).toMatchObject({ order_state: 4 });
});

test('an open complaint holds the settlement back until it ends', async () => {
  const { clock, openid, transactionId, upload, look, control } = await startShipping();
  await upload();
  await control('POST', `/shipping/${transactionId}/complaint`, { open: true });
  await control('POST', '/receipts', { openid, transaction_id: transactionId });
  await clock.advance(DAY_MS);
  expect(await look()).toMatchObject({ order_state: 6, in_complaint: true });
  await control('POST', `/shipping/${transactionId}/complaint`, { open: false });
  await clock.advance(60_000);
  expect(await look()).toMatchObject({ order_state: 4, in_complaint: false });
  expect((await control('POST', '/shipping/0/complaint', { open: true })).status).toBe(404);
});

test('a refunded payment is not shipped any more', async () => {
  const { merchant, transactionId, upload, look } = await startShipping();
  const amount = { refund: 100, total: 100, currency: 'CNY' };
  const body = { transaction_id: transactionId, out_refund_no: 'R000001', amount };
  const answer = await merchant.send({
    method: 'POST',
    path: '/v3/refund/domestic/refunds',
    body: JSON.stringify(body),
  });
  expect(answer.status).toBe(200);
  expect(await look()).toMatchObject({ order_state: 5 });
  expect(await upload()).toBe(10060004);
});

test('a shipment may be changed once; the same again is no change', async () => {
  const { upload, look } = await startShipping();
  expect(await upload()).toBe(0);
  expect(await upload()).toBe(10060023);
  expect(await upload({ shipping_list: [{ ...parcel, tracking_no: 'Z2' }] })).toBe(0);
  expect((await look()).shipping).toMatchObject({
    finish_shipping_count: 2,
    shipping_list: [{ tracking_no: 'Z2' }],
  });
  expect(await upload({ shipping_list: [{ ...parcel, tracking_no: 'Z3' }] })).toBe(10060003);
});

test('parcels of a split shipment follow one another until the last', async () => {
  const { upload, look } = await startShipping();
  const split = (tracking_no: string, is_all_delivered: boolean) =>
    upload({ delivery_mode: 2, is_all_delivered, shipping_list: [{ ...parcel, tracking_no }] });
  expect(await split('Z1', false)).toBe(0);
  expect(await look()).toMatchObject({ order_state: 1, shipping: { finish_shipping_count: 0 } });
  expect(await split('Z1', false)).toBe(10060023);
  expect(await split('Z2', true)).toBe(0);
  expect(await look()).toMatchObject({ order_state: 2, shipping: { goods_desc: 'Hat *1;Hat *1' } });
  expect(await split('Z3', false)).toBe(10060002);
});

test('an upload must be later than the one before', async () => {
  const { clock, upload } = await startShipping();
  await upload();
  const upload_time = new Date(clock.nowMs()).toISOString();
  const shipping_list = [{ ...parcel, tracking_no: 'Z2' }];
  expect(await upload({ upload_time, shipping_list })).toBe(268485216);
  expect(await upload({ shipping_list })).toBe(0);
});

test.each<[string, Record<string, unknown>, number]>([
  ['another openid', { payer: { openid: 'oNobody' } }, 10060031],
  ['no openid', { payer: {} }, 10060014],
  ['an unknown payment', { order_key: { order_number_type: 2, transaction_id: '0' } }, 10060001],
  [
    'another merchant',
    { order_key: { order_number_type: 1, mchid: '1', out_trade_no: 'T2026000001' } },
    10060001,
  ],
  ['a wrong kind of number', { order_key: { order_number_type: 3 } }, 268485194],
  ['no transaction_id', { order_key: { order_number_type: 2 } }, 268485195],
  ['no mchid', { order_key: { order_number_type: 1, out_trade_no: 'T' } }, 268485196],
  ['no out_trade_no', { order_key: { order_number_type: 1, mchid: '1' } }, 268485197],
  ['a number as text', { logistics_type: '1' }, 47001],
  ['a mode in words', { delivery_mode: 'UNIFIED_DELIVERY' }, 47001],
  ['a parcel that is no list', { shipping_list: parcel }, 47001],
  ['a null', { is_all_delivered: null }, 47001],
  ['no order_key', { order_key: undefined }, 47001],
  ['a contact as text', { shipping_list: [{ ...parcel, contact: '1' }] }, 47001],
  ['a courier as number', { shipping_list: [{ ...parcel, express_company: 1 }] }, 47001],
  ['an unknown type', { logistics_type: 5 }, 10060005],
  ['an unknown mode', { delivery_mode: 3 }, 268485224],
  ['a split of virtual goods', { logistics_type: 3, delivery_mode: 2 }, 10060006],
  ['a split that does not say whether it ends', { delivery_mode: 2 }, 10060007],
  ['two parcels in one go', { shipping_list: [parcel, parcel] }, 268485228],
  [
    'sixteen parcels',
    { delivery_mode: 2, is_all_delivered: true, shipping_list: Array(16).fill(parcel) },
    10060024,
  ],
  ['no parcel', { delivery_mode: 2, is_all_delivered: true, shipping_list: [] }, 10060014],
  ['no goods', { shipping_list: [{ ...parcel, item_desc: '' }] }, 10060008],
  ['too many goods', { shipping_list: [{ ...parcel, item_desc: 'x'.repeat(121) }] }, 10060009],
  ['no number', { shipping_list: [{ ...parcel, tracking_no: '' }] }, 268485226],
  ['no courier', { shipping_list: [{ ...parcel, express_company: '' }] }, 268485227],
  [
    'a long courier',
    { shipping_list: [{ ...parcel, express_company: 'x'.repeat(129) }] },
    10060025,
  ],
  ['a long number', { shipping_list: [{ ...parcel, tracking_no: 'x'.repeat(129) }] }, 10060026],
  ['SF without contact', { shipping_list: [{ ...parcel, express_company: 'SF' }] }, 10060014],
  [
    'a telephone number in clear',
    { shipping_list: [{ ...parcel, contact: { receiver_contact: '13912345678' } }] },
    10060014,
  ],
  ['no time', { upload_time: '2026-01-01 10:00' }, 268485216],
])('an upload with %s is refused', async (_name, change, errcode) => {
  const { upload } = await startShipping();
  expect(await upload(change)).toBe(errcode);
});

test('a combined upload ships all of its orders or none', async () => {
  const shop = await startShipping();
  const { call, clock, openid, look } = shop;
  const other = await shop.paid();
  await clock.advance(5000);
  const order = (transaction_id: string, change: object = {}) => ({
    order_key: { order_number_type: 2, transaction_id },
    logistics_type: 1,
    delivery_mode: 1,
    shipping_list: [parcel],
    ...change,
  });
  const { transactionId: first } = shop;
  const upload = async (...sub_orders: object[]) => {
    const upload_time = new Date(clock.nowMs()).toISOString();
    const body = { ...order(first), sub_orders, upload_time, payer: { openid } };
    return (await call(`${ROOT}/upload_combined_shipping_info`, body)).errcode;
  };
  expect(await upload()).toBe(10060014);
  expect(await upload(order(first), order(first))).toBe(10060013);
  expect(await upload(order(first), order(other.transactionId, { logistics_type: 3 }))).toBe(
    268485253,
  );
  expect(await upload(order(first), order('0'))).toBe(10060001);
  expect(await look()).toMatchObject({ order_state: 1 });
  expect(await upload(order(first), order(other.transactionId))).toBe(0);
  for (const transaction_id of [first, other.transactionId]) {
    expect(await look({ transaction_id })).toMatchObject({ order_state: 2 });
  }
});

test('payments are listed in pages, by state, payer and time', async () => {
  const shop = await startShipping();
  const { call, clock, openid, upload } = shop;
  await upload();
  await shop.paid();
  await clock.advance(5000);
  const list = async (query: object) => {
    const { order_list, ...rest } = await call(`${ROOT}/get_order_list`, query);
    return {
      ...rest,
      states: (order_list as { order_state: number }[] | undefined)?.map((one) => one.order_state),
    };
  };
  expect(await list({})).toMatchObject({ has_more: false, states: [2, 1] });
  const page = await list({ page_size: 1 });
  expect(page).toMatchObject({ has_more: true, states: [2] });
  expect(await list({ page_size: 1, last_index: '1' })).toMatchObject({
    has_more: false,
    states: [1],
  });
  expect(await list({ order_state: 2 })).toMatchObject({ states: [2] });
  expect(await list({ openid: 'oNobody' })).toMatchObject({ states: [] });
  expect(await list({ openid, pay_time_range: { begin_time: clock.nowMs() } })).toMatchObject({
    states: [],
  });
  expect(await list({ pay_time_range: { begin_time: 2, end_time: 1 } })).toMatchObject({
    errcode: 10060011,
  });
  expect(await list({ page_size: 101 })).toMatchObject({ errcode: 10060011 });
  expect(await list({ pay_time_range: { begin_time: '1' } })).toMatchObject({ errcode: 47001 });
});

test('the user is reminded of a delivered parcel once, express only', async () => {
  const { clock, upload, call, transactionId: transaction_id } = await startShipping();
  const received_time = clock.nowMs() / 1000;
  const remind = async (change: object = {}) =>
    (await call(`${ROOT}/notify_confirm_receive`, { transaction_id, received_time, ...change }))
      .errcode;
  expect(await remind()).toBe(10060028);
  await upload();
  expect(await remind({ received_time: received_time + 1000 })).toBe(10060032);
  expect(await remind({ received_time: 'now' })).toBe(47001);
  expect(await remind({ transaction_id: undefined })).toBe(10060014);
  expect(await remind()).toBe(0);
  expect(await remind()).toBe(10060030);
  const virtual = await startShipping();
  await virtual.upload({ logistics_type: 3 });
  const body = { transaction_id: virtual.transactionId, received_time };
  expect((await virtual.call(`${ROOT}/notify_confirm_receive`, body)).errcode).toBe(10060029);
});

test('settings: paths, opened or not, confirmed or not, special orders, couriers', async () => {
  const { simulator, clock, call, control, transactionId } = await startShipping();
  const { appid } = simulator.merchant;
  const path = async (name: string, value: unknown) =>
    (await call(`${ROOT}/${name}`, { path: value })).errcode;
  for (const name of ['set_msg_jump_path', 'update_order_detail_path']) {
    expect(await path(name, 'pages/order/order?a=1')).toBe(0);
    expect(await path(name, 'https://example.com')).toBe(10060035);
    expect(await path(name, 1)).toBe(47001);
  }
  expect((await control('GET', '/mini-program')).json.paths).toEqual({
    messageJump: 'pages/order/order?a=1',
    orderDetail: 'pages/order/order?a=1',
  });
  const special = async (change: object) =>
    (await call(`${ROOT}/opspecialorder`, { order_id: transactionId, type: 1, ...change })).errcode;
  const delay_to = Math.floor(clock.nowMs() / 1000) + 86_400;
  expect(await special({ delay_to })).toBe(0);
  expect(await special({ type: 2 })).toBe(0);
  expect(await special({ delay_to: delay_to + 331 * 86_400 })).toBe(268546002);
  expect(await special({ type: 3 })).toBe(268546001);
  expect(await special({ order_id: '0', delay_to })).toBe(268546000);
  expect(await special({ order_id: 1 })).toBe(47001);
  const managed = () => call(`${ROOT}/is_trade_managed`, { appid });
  const confirmed = () => call(`${ROOT}/is_trade_management_confirmation_completed`, { appid });
  expect(await managed()).toMatchObject({ is_trade_managed: true });
  expect(await confirmed()).toMatchObject({ completed: true });
  expect((await call(`${ROOT}/is_trade_managed`, { appid: 'wx0' })).errcode).toBe(40013);
  await control('POST', '/mini-program', { managed: false, confirmed: false });
  expect(await managed()).toMatchObject({ is_trade_managed: false });
  expect(await confirmed()).toMatchObject({ completed: false });
  for (const name of ['get_order', 'get_order_list']) {
    expect((await call(`${ROOT}/${name}`, { transaction_id: transactionId })).errcode).toBe(48001);
  }
  const couriers = await call('/cgi-bin/express/delivery/open_msg/get_delivery_list', {});
  expect(couriers).toMatchObject({ count: 7, delivery_list: expect.any(Array) });
});

test('a subscribe message uses up one accept, and its values must fit their fields', async () => {
  const { openid, call, control } = await startPlatform();
  const send = async (change: object = {}) =>
    (
      await call('/cgi-bin/message/subscribe/send', {
        touser: openid,
        template_id: 'T1',
        page: 'pages/order/order',
        data: { thing1: { value: '帽子' }, amount2: { value: '¥9.90' } },
        ...change,
      })
    ).errcode;
  const answer = (word: string) =>
    control('POST', '/subscriptions', { openid, templateId: 'T1', answer: word });
  expect(await send()).toBe(40037);
  await answer('reject');
  expect(await send()).toBe(43101);
  await answer('accept');
  await answer('accept');
  expect(await send({ touser: 'nobody' })).toBe(40003);
  expect(await send({ data: [] })).toBe(47001);
  for (const data of [
    { thing1: { value: '' } },
    { thing1: 'x' },
    { thing1: { value: 'x'.repeat(21) } },
    { amount1: { value: 'nine' } },
    { phrase1: { value: '一二三四五六' } },
    { unheard1: { value: 'x' } },
  ]) {
    expect(await send({ data })).toBe(47003);
  }
  expect(await send()).toBe(0);
  await answer('ban');
  expect(await send()).toBe(43101);
  expect((await control('GET', '/subscribe-messages')).json).toMatchObject({
    items: [{ openid, templateId: 'T1', data: { thing1: '帽子' }, page: 'pages/order/order' }],
  });
});
