import { afterEach, expect, test } from 'vitest';
import type { Pulse } from '../ports.ts';
import { createMetrics } from './create-metrics.ts';
import { type MetricsServer, serveMetrics } from './serve-metrics.ts';

const pulse: Pulse = {
  openOrders: 3,
  oldestOpenOrderAtMs: 40_000,
  duePolls: 1,
  mostOverduePollAtMs: 95_000,
  openRefunds: 0,
  oldestOpenRefundAtMs: null,
  dueDeliveries: 0,
  mostOverdueDeliveryAtMs: null,
  exhaustedDeliveries: 2,
  unplacedEvents: 0,
  openDifferences: 4,
};

function open(readPulse = async () => pulse) {
  return createMetrics({
    nowMs: () => 100_000,
    readPulse,
    readKeys: async () => [
      { merchantId: 'tea', serial: '5F', expiresAtMs: 100_000 + 3 * 86_400_000 },
    ],
  });
}

const exchange = {
  name: 'exchange',
  method: 'GET',
  url: 'https://api.mch.weixin.qq.com/v3/pay/transactions/out-trade-no/Y1234567890?mchid=1900000001',
  requestHeaders: {},
  requestBody: undefined,
  signedText: undefined,
  status: 200,
  answerHeaders: {},
  answerBody: '{}',
  answerSignedText: undefined,
  verified: true,
  serial: undefined,
  requestId: undefined,
  durationMs: 120,
  outcome: 'done',
  errorCode: undefined,
  reason: undefined,
} as const;

test('what waits is looked up when it is asked for, ages in seconds', async () => {
  const text = await open().registry.metrics();
  for (const line of [
    'yifen_database_up 1',
    'yifen_open_orders 3',
    'yifen_oldest_open_order_age_seconds 60',
    'yifen_poll_lag_seconds 5',
    'yifen_oldest_open_refund_age_seconds 0',
    'yifen_dead_letters 2',
    'yifen_open_differences 4',
    'yifen_certificate_days_left{merchant="tea",serial="5F"} 3',
  ]) {
    expect(text).toContain(`${line}\n`);
  }
});

test('while the database does not answer, it says so and shows no old figure', async () => {
  let isDown = false;
  const { registry } = open(async () => {
    if (isDown) throw new Error('gone');
    return pulse;
  });
  await registry.metrics();
  isDown = true;
  const text = await registry.metrics();
  expect(text).toContain('yifen_database_up 0\n');
  expect(text).toContain('yifen_open_orders Nan\n');
});

test('calls to WeChat are counted by operation, and no number of an order becomes a label', async () => {
  const metrics = open();
  metrics.observeWechat(exchange);
  metrics.observeWechat({ ...exchange, url: exchange.url.replace('Y1234567890', 'Y999999999') });
  metrics.observeWechat({
    name: 'probe',
    on: 'answer',
    count: 1,
    serial: undefined,
    requestId: undefined,
  });
  const text = await metrics.registry.metrics();
  const operation = 'GET /v3/pay/transactions/out-trade-no/*';
  expect(text).toContain(
    `yifen_wechat_calls_total{operation="${operation}",outcome="done",code=""} 2\n`,
  );
  expect(text).toContain(`yifen_wechat_call_duration_seconds_count{operation="${operation}"} 2\n`);
  expect(text).toContain('yifen_wechat_probes_total{on="answer"} 1\n');
  expect(text).not.toContain('Y1234567890');
});

test('the time from payment to knowledge is measured by what told us', async () => {
  const metrics = open();
  metrics.observeEvent('order.paid', { source: 'notification', lagMs: 1_500 });
  metrics.observeEvent('order.paid', { source: 'query', lagMs: null });
  const text = await metrics.registry.metrics();
  expect(text).toContain('yifen_payment_lag_seconds_sum{source="notification"} 1.5\n');
  expect(text).toContain('yifen_events_total{event="order.paid"} 2\n');
});

let server: MetricsServer | undefined;
afterEach(() => server?.close());

test('they are served at one address, and nothing else is', async () => {
  server = await serveMetrics(open().registry, { host: '127.0.0.1', port: 0 });
  const answer = await fetch(server.url);
  expect(answer.headers.get('content-type')).toContain('text/plain');
  expect(await answer.text()).toContain('yifen_open_orders 3');
  expect((await fetch(server.url.replace('/metrics', '/'))).status).toBe(404);
  expect((await fetch(server.url, { method: 'POST' })).status).toBe(404);
});
