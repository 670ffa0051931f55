import { expect, it, vi } from 'vitest';
import { createEndpoint } from '../flows/create-endpoint.ts';
import { createOrder } from '../flows/create-order.ts';
import { prepayOrder } from '../flows/prepay-order.ts';
import { settlePayment } from '../flows/settle-payment.ts';
import { createTestPorts, testPayer } from '../testing/create-test-ports.ts';
import { createDeliveryLoop } from './delivery-loop.ts';
import { startOldSweep } from './old-sweep.ts';

const dayMs = 24 * 3_600_000;
const keep = { deliveriesMs: 90 * dayMs, eventsMs: 400 * dayMs };

it('what is old is deleted once a day, money and its proof never, until it is stopped', async () => {
  const ports = await createTestPorts();
  const url = 'https://erp.example.com/hooks';
  await createEndpoint(ports, { url, description: '', eventTypes: [] });
  const items = [{ productId: 'tea', quantity: 1 }];
  const wish = { openid: testPayer.openid, items, idempotencyKey: null };
  const { id } = await createOrder(ports, wish);
  const { order } = await prepayOrder(ports, testPayer, id);
  await settlePayment(ports, order, ports.platform.pay(order));
  await createDeliveryLoop(ports).tick();
  const kept = async () => ({
    deliveries: (await ports.store.listDeliveriesOfOrder({ merchantId: 'default', id })).length,
    events: (await ports.store.records.outbox()).length,
  });
  const before = await kept();
  expect(Math.min(before.deliveries, before.events)).toBeGreaterThan(0);

  vi.useFakeTimers();
  const house = { merchants: { list: async () => [ports] }, log: ports.log };
  const stop = startOldSweep(house, keep, { firstMs: 1, everyMs: 10 });
  await vi.advanceTimersByTimeAsync(1);
  expect(await kept()).toEqual(before);
  ports.advance(91 * dayMs);
  await vi.advanceTimersByTimeAsync(10);
  expect(await kept()).toEqual({ ...before, deliveries: 0 });
  ports.advance(310 * dayMs);
  await vi.advanceTimersByTimeAsync(10);
  expect(await kept()).toEqual({ deliveries: 0, events: 0 });
  expect(ports.events.map(({ name }) => name)).toContain('events.swept');
  await stop();
  expect(vi.getTimerCount()).toBe(0);
  vi.useRealTimers();
  expect(await ports.store.findOrderById('default', id)).toMatchObject({ state: 'paid' });
  expect(await ports.store.listEvidence({ merchantId: 'default', id })).toHaveLength(1);
});
