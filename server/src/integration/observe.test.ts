import { afterAll, beforeAll, expect, test } from 'vitest';
import { order, type Shop, startShop } from './start-shop.ts';
import { type TestDatabase, testDatabases } from './test-database.ts';

const [embedded] = testDatabases;
const addresses: string[] = [];
let database: TestDatabase | undefined;
let shop: Shop;

beforeAll(async () => {
  database = await embedded?.start();
  shop = await startShop({
    databaseUrl: (await database?.create()) ?? '',
    environment: { YIFEN_METRICS_PORT: '0' },
    onEvent(name, { url }) {
      if (name === 'metrics.started') addresses.push(String(url));
    },
  });
});
afterAll(async () => {
  await shop?.stop();
  await database?.stop();
});

test('a payment shows in the metrics: request, calls to WeChat, event, lag, and what waits', async () => {
  const payer = await shop.logIn();
  const paid = shop.nextEvent('order.paid');
  const { requestPayment } = await order(payer);
  await shop.simulator.pay({ openid: payer.openid, ...requestPayment });
  await paid;
  const [address = ''] = addresses;
  expect(address).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/metrics$/);
  const text = await (await fetch(address)).text();
  for (const line of [
    /^yifen_http_requests_total\{method="POST",route="\/v1\/orders",status="201"\} 1$/m,
    /^yifen_wechat_calls_total\{operation="POST \/v3\/pay\/transactions\/jsapi",outcome="done",code=""\} 1$/m,
    /^yifen_events_total\{event="order.paid"\} 1$/m,
    /^yifen_payment_lag_seconds_count\{source="[a-z]+"\} 1$/m,
    /^yifen_database_up 1$/m,
    /^yifen_open_orders 0$/m,
  ]) {
    expect(text).toMatch(line);
  }
});

test('metrics are not to be had at the address that payers reach', async () => {
  expect((await fetch(`${shop.server.url}/metrics`)).status).toBe(404);
});
