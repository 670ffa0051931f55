import { expect, test } from 'vitest';
import { startReceiver, startShop } from '../testing/start-shop.ts';

type Shop = Awaited<ReturnType<typeof startShop>>;

const opened = ({ merchant }: Shop, body: string | undefined) =>
  JSON.parse(merchant.open(JSON.parse(body ?? '{}').resource)) as Record<string, unknown>;

test('a triggered payment is an order, a payment and a true notification', async () => {
  const shop = await startShop();
  const receiver = await startReceiver();
  const { status, json } = await shop.control('POST', '/triggers', {
    event: 'transaction.success',
    amountFen: 12_800,
    notifyUrl: receiver.url,
  });
  expect(status).toBe(200);
  await shop.clock.advance(0);
  const [{ headers, body } = { headers: new Headers(), body: '' }] = receiver.received;
  expect(shop.merchant.isSigned(headers, body)).toBe(true);
  expect(opened(shop, body)).toMatchObject({
    out_trade_no: json.outTradeNo,
    trade_state: 'SUCCESS',
    amount: { total: 12_800 },
  });
  const told = await shop.merchant.query(String(json.outTradeNo));
  expect(told.json.trade_state).toBe('SUCCESS');
  expect(json.notificationId).toBe(JSON.parse(body).id);
});

test('an order that is there can be paid by its number, once', async () => {
  const shop = await startShop();
  const { outTradeNo } = await shop.prepaid();
  const wish = { event: 'transaction.success', outTradeNo };
  expect((await shop.control('POST', '/triggers', wish)).status).toBe(200);
  expect((await shop.merchant.query(outTradeNo)).json.trade_state).toBe('SUCCESS');
  expect(await shop.control('POST', '/triggers', wish)).toMatchObject({
    status: 409,
    json: { error: expect.stringContaining('该订单已支付') },
  });
});

test.each([
  ['refund.success', 'REFUND.SUCCESS'],
  ['refund.abnormal', 'REFUND.ABNORMAL'],
  ['refund.closed', 'REFUND.CLOSED'],
])('%s is a payment, a refund and its end', async (event, eventType) => {
  const shop = await startShop();
  const receiver = await startReceiver();
  const wish = { event, notifyUrl: receiver.url };
  const { json } = await shop.control('POST', '/triggers', wish);
  await shop.clock.advance(0);
  const types = receiver.received.map(({ body }) => JSON.parse(body).event_type);
  expect(types.sort()).toEqual([eventType, 'TRANSACTION.SUCCESS'].sort());
  expect(json.outRefundNo).toMatch(/^TRIGGER\d{12}$/);
});

test('with nobody to tell, a trigger says what to name', async () => {
  const { control } = await startShop();
  expect(await control('POST', '/triggers', { event: 'transaction.success' })).toMatchObject({
    status: 409,
    json: { error: expect.stringContaining('notifyUrl') },
  });
  expect((await control('POST', '/triggers', { event: 'world.end' })).status).toBe(400);
  const unknown = { event: 'refund.success', outTradeNo: 'NEVER00001' };
  expect((await control('POST', '/triggers', unknown)).status).toBe(404);
});

test('notifications are forwarded to an address, or to another origin under the same path', async () => {
  const shop = await startShop();
  const receiver = await startReceiver();
  const { control, clock } = shop;
  const origin = new URL(receiver.url).origin;
  const wish = { event: 'transaction.success', notifyUrl: 'https://pay.example.com/notify' };
  for (const url of [`${origin}/elsewhere`, origin]) {
    expect((await control('POST', '/forwarding', { url })).json.url).toBe(url);
    await control('POST', '/triggers', wish);
    await clock.advance(0);
  }
  const sent = shop.simulator.events().filter(({ name }) => name === 'notification.send');
  expect(sent.map(({ request }) => request?.url)).toEqual([
    `${origin}/elsewhere`,
    `${origin}/notify`,
  ]);
  expect(receiver.received).toHaveLength(2);
  expect((await control('POST', '/forwarding', {})).json.url).toBeNull();
});
