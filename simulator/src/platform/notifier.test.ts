import { expect, test } from 'vitest';
import { START_MS, startReceiver, startShop } from '../testing/start-shop.ts';

async function startPaid(
  answer?: Parameters<typeof startReceiver>[0],
  options?: Parameters<typeof startShop>[0],
) {
  const receiver = await startReceiver(answer);
  const shop = await startShop(options);
  async function pay() {
    const order = await shop.prepaid({ notify_url: receiver.url });
    await shop.simulator.pay({ openid: shop.openid, ...order.params });
    return order.outTradeNo;
  }
  return { ...shop, receiver, pay };
}

test('a payment is notified: signed, sealed, in the order of real notifications', async () => {
  const { merchant, simulator, receiver, pay, clock, openid } = await startPaid();
  const outTradeNo = await pay();
  await clock.advance(0);
  const [{ headers, body } = { headers: new Headers(), body: '' }] = receiver.received;
  expect(headers.get('wechatpay-serial')).toBe(simulator.merchant.publicKeyId);
  expect(headers.get('wechatpay-timestamp')).toBe(String(START_MS / 1000));
  expect(headers.get('user-agent')).toBe('Mozilla/4.0');
  expect(merchant.isSigned(headers, body)).toBe(true);
  const envelope = JSON.parse(body);
  expect(Object.keys(envelope)).toEqual([
    'id',
    'create_time',
    'resource_type',
    'event_type',
    'summary',
    'resource',
  ]);
  expect(envelope).toMatchObject({
    create_time: '2026-01-01T10:00:00+08:00',
    resource_type: 'encrypt-resource',
    event_type: 'TRANSACTION.SUCCESS',
    summary: '支付成功',
    resource: { original_type: 'transaction', associated_data: 'transaction' },
  });
  const content = JSON.parse(merchant.open(envelope.resource));
  expect(content).toMatchObject({
    out_trade_no: outTradeNo,
    trade_state: 'SUCCESS',
    payer: { openid },
    amount: { total: 100, payer_total: 100 },
  });
  expect(content).toEqual((await merchant.query(outTradeNo)).json);
  expect(simulator.notifications()[0]).toMatchObject({
    state: 'acknowledged',
    attempts: [{ atMs: START_MS, result: 'acknowledged', status: 204 }],
  });
});

test('an unacknowledged notification is sent 1 + 15 times over 24 h 4 min, then never again', async () => {
  const { receiver, pay, clock, simulator } = await startPaid(() => 500);
  await pay();
  await clock.advance(30 * 86_400_000);
  const [notification] = simulator.notifications();
  const offsets = notification?.attempts.map(({ atMs }) => (atMs - START_MS) / 1000);
  expect(offsets).toEqual([
    0, 15, 30, 60, 240, 840, 2040, 3840, 5640, 7440, 11_040, 21_840, 32_640, 43_440, 65_040, 86_640,
  ]);
  expect(notification?.state).toBe('exhausted');
  const [first, second] = receiver.received;
  expect(second?.body).toBe(first?.body);
  expect(second?.headers.get('wechatpay-signature')).not.toBe(
    first?.headers.get('wechatpay-signature'),
  );
  expect(second?.headers.get('wechatpay-timestamp')).toBe(String(START_MS / 1000 + 15));
});

test('the first 2xx ends the schedule; a redirect is none', async () => {
  const { receiver, pay, clock, simulator } = await startPaid((arrival) =>
    arrival < 3 ? 302 : 200,
  );
  await pay();
  await clock.advance(86_400_000);
  expect(receiver.received).toHaveLength(3);
  expect(simulator.notifications()[0]?.attempts.map(({ result }) => result)).toEqual([
    'refused',
    'refused',
    'acknowledged',
  ]);
});

test('no answer within the deadline and no listener at all are failures', async () => {
  const slow = await startPaid(() => 'hang', { notificationTimeoutMs: 50 });
  await slow.pay();
  await slow.clock.advance(0);
  expect(slow.simulator.notifications()[0]?.attempts).toMatchObject([
    { result: 'failed', reason: 'no answer within 50 ms' },
  ]);
  const { simulator, clock, prepaid, openid } = await startShop();
  await simulator.pay({ openid, ...(await prepaid()).params });
  await clock.advance(0);
  expect(simulator.notifications()[0]?.attempts).toMatchObject([
    { result: 'failed', reason: expect.stringContaining('ECONNREFUSED') },
  ]);
});

test('a notification is resent on command, also after it was acknowledged, and an acknowledgement ends its schedule', async () => {
  const { receiver, pay, clock, simulator, control } = await startPaid((arrival) =>
    arrival === 1 ? 500 : 204,
  );
  await pay();
  await clock.advance(0);
  const id = simulator.notifications()[0]?.id;
  expect((await control('POST', `/notifications/${id}/resend`)).json.state).toBe('acknowledged');
  await clock.advance(86_400_000);
  expect(receiver.received).toHaveLength(2);
  await control('POST', `/notifications/${id}/resend`);
  expect(receiver.received).toHaveLength(3);
  expect((await control('POST', '/notifications/none/resend')).status).toBe(404);
});

test('in certificate mode the platform certificate signs notifications', async () => {
  const { merchant, receiver, pay, clock, simulator, control } = await startPaid();
  await control('POST', '/keys', { publicKeyPercent: 0 });
  await pay();
  await clock.advance(0);
  const [{ headers, body } = { headers: new Headers(), body: '' }] = receiver.received;
  expect(headers.get('wechatpay-serial')).toBe(simulator.merchant.platformSerial);
  expect(merchant.isSigned(headers, body)).toBe(true);
});

test('neither a cancelled nor a closed order is notified', async () => {
  const { merchant, simulator, clock, prepaid, openid } = await startPaid();
  const { outTradeNo, params } = await prepaid();
  await simulator.pay({ openid, ...params }, 'cancel');
  await merchant.close(outTradeNo);
  await clock.advance(8 * 86_400_000);
  expect(simulator.notifications()).toEqual([]);
});
