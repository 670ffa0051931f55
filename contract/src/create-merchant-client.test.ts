import { expect, test } from 'vitest';
import { createMerchantClient } from './index.ts';

const sent: { method: string; url: string; headers: Record<string, string>; body?: string }[] = [];
const client = createMerchantClient({
  baseUrl: 'https://pay.example.com',
  key: async () => 'yk_1',
  request: async (request) => {
    sent.push(request);
    return { status: 200, text: '{}' };
  },
});

test('every call goes to its route with the key of the merchant', async () => {
  await client.createOrder({ openid: 'o', amountFen: 1, description: '茶' }, 'k1');
  await client.orders({ state: 'paid', from: '2026-11-23T00:00:00+08:00' });
  await client.changeAmount('a/b', 200);
  await client.refund('a', { amountFen: 1, reason: '退' }, 'k2');
  await client.rejectRefund('r', '不同意');
  await client.changeProduct('tea', { stockChange: -1 });
  await client.ship('a', { method: 'virtual', parcels: [{ itemDesc: '茶' }] });
  await client.shipTogether({ orders: [{ id: 'a' }, { id: 'b' }], method: 'virtual' });
  await client.shipment('a', { confirm: true });
  await client.messages('a');
  const root = 'https://pay.example.com/v1/merchant';
  expect(sent.map(({ method, url }) => `${method} ${url.replace(root, '')}`)).toEqual([
    'POST /orders',
    'GET /orders?state=paid&from=2026-11-23T00%3A00%3A00%2B08%3A00',
    'POST /orders/a%2Fb/amount',
    'POST /orders/a/refunds',
    'POST /refunds/r/reject',
    'PATCH /products/tea',
    'POST /orders/a/shipment',
    'POST /shipments',
    'GET /orders/a/shipment?confirm=true',
    'GET /orders/a/messages',
  ]);
  expect(sent.every(({ headers }) => headers.authorization === 'Bearer yk_1')).toBe(true);
  const keys = sent.map(({ headers }) => headers['idempotency-key'] ?? null);
  expect(keys).toEqual(['k1', null, null, 'k2', null, null, null, null, null, null]);
});
