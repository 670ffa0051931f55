import type { RecordingStore } from './call.ts';
import { plain } from './plain.ts';
import { MERCHANTS } from './steps/pools.ts';

const PAGE = { cursor: null, limit: 10_000 };

/** Everything that a store keeps, by name, as texts that are equal when it is equal. */
export async function readEverything(
  store: RecordingStore,
): Promise<Readonly<Record<string, string>>> {
  const kept: Record<string, unknown> = {
    pulse: await store.readPulse(Number.MAX_SAFE_INTEGER),
    merchants: await store.listMerchants(),
    outbox: [...(await store.records.outbox())].sort((a, b) => (a.id < b.id ? -1 : 1)),
  };
  for (const merchantId of MERCHANTS) await readMerchant(store, merchantId, kept);
  return Object.fromEntries(Object.entries(kept).map(([name, value]) => [name, plain(value)]));
}

async function readMerchant(
  store: RecordingStore,
  merchantId: string,
  kept: Record<string, unknown>,
): Promise<void> {
  const keep = (name: string, value: unknown) => {
    kept[`${merchantId} ${name}`] = value;
  };
  const everyState = { state: null, openid: null, fromMs: null, toMs: null };
  const { items: orders } = await store.searchOrders(merchantId, everyState, PAGE);
  keep('orders', orders);
  for (const order of orders) {
    keep(`${order.id} history`, await store.listOrderEvents(order));
    const proofs = await store.records.evidence(order);
    keep(
      `${order.id} proofs`,
      [...proofs].sort((a, b) => (a.id < b.id ? -1 : 1)),
    );
    keep(`${order.id} attempts`, await store.listAttempts(order));
    keep(`${order.id} shipment`, await store.findShipment(order));
    keep(`${order.id} messages`, await store.listMessages(order));
  }
  const { items: refunds } = await store.searchRefunds(merchantId, { state: null }, PAGE);
  keep('refunds', refunds);
  for (const refund of refunds) {
    keep(`${refund.id} history`, await store.listRefundEvents(refund));
  }
  keep('shelf', await store.listAllProducts(merchantId));
  keep('oversold', await store.records.oversold(merchantId));
  keep('keys', await store.listApiKeys(merchantId));
  keep('audit', await store.listAuditLines(merchantId, { after: 0, limit: 10_000 }));
  keep('merchant', await store.findMerchant(merchantId));
  keep('feed', await store.listEvents({ merchantId, after: 0, limit: 10_000, type: null }));
  const endpoints = await store.listEndpoints(merchantId);
  keep('endpoints', endpoints);
  for (const { id: endpointId } of endpoints) {
    const page = { merchantId, endpointId, state: null, before: null, limit: 10_000 };
    keep(`${endpointId} deliveries`, await store.listDeliveries(page));
  }
  const days = { before: null, limit: 1_000 };
  keep('reconciliations', await store.listReconciliations(merchantId, days));
  const anyDifference = { state: null, day: null, ...PAGE };
  keep('differences', await store.listDifferences(merchantId, anyDifference));
}
