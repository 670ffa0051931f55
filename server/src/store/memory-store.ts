// More than 250 lines: what an order holds together stands or falls within one turn; each other domain has a file of its own.
import type { Difference } from '../ledger/difference.ts';
import type {
  Attempt,
  Evidence,
  KeptEvidence,
  NewOrder,
  Order,
  OrderCommit,
  OrderCreation,
  OrderEvent,
  PayerMessage,
  PaymentCommit,
  Reconciliation,
  Shipment,
  Store,
} from '../ports.ts';
import { checkNewRefund } from './check-refund.ts';
import { checkCommit, checkNewOrder, checkPayment } from './check-write.ts';
import { ConstraintViolation } from './constraint-violation.ts';
import { isAsExpected } from './is-as-expected.ts';
import { createMemoryAfterPayment } from './memory-after-payment.ts';
import { createMemoryAudit } from './memory-audit.ts';
import { createMemoryDesk, newestFirst } from './memory-desk.ts';
import { createMemoryFigures } from './memory-figures.ts';
import { createMemoryJobs } from './memory-jobs.ts';
import { createMemoryKeys } from './memory-keys.ts';
import { createMemoryMerchants } from './memory-merchants.ts';
import { createMemoryPeople } from './memory-people.ts';
import { createMemoryPulse } from './memory-pulse.ts';
import { createMemoryReconciliations } from './memory-reconciliations.ts';
import { createMemoryRefunds } from './memory-refunds.ts';
import { createMemorySessions } from './memory-sessions.ts';
import { createMemoryShelf } from './memory-shelf.ts';
import { createMemoryWebhooks } from './memory-webhooks.ts';
import { reservedQuantities } from './reserved-quantities.ts';
import type { StoreRecords } from './store-records.ts';

/** A store in memory, and what it remembers about orders. */
export type MemoryStore = Store & { readonly records: StoreRecords };

/** What one merchant's orders consist of. */
interface StoredOrder {
  order: Order;
  readonly idempotencyDigest: string | null;
  readonly events: OrderEvent[];
}

/**
 * Creates a store that keeps everything in this process: the same promises as the one on PostgreSQL
 * (one contract suite runs on both) except that it forgets when the process ends.
 *
 * Every method does its work without yielding, which is what makes it atomic.
 */
export function createMemoryStore(): MemoryStore {
  const shelf = createMemoryShelf();
  const orders = new Map<string, StoredOrder>();
  const orderKeysByIdempotency = new Map<string, string>();
  const orderKeysByNumber = new Map<string, string>();
  const attempts = new Map<string, Attempt>();
  const orderKeysByTransaction = new Map<string, string>();
  const evidence = new Map<
    string,
    { readonly orderKey: string; readonly evidence: KeptEvidence }
  >();
  const shipments = new Map<string, Shipment>();
  const messages = new Map<string, PayerMessage>();
  const reconciliations = new Map<string, Reconciliation>();
  const webhooks = createMemoryWebhooks();
  const differences = new Map<string, Difference>();
  const refunds = createMemoryRefunds({
    keepEvidence: ({ merchantId, orderId, id }, proof) =>
      keepEvidence({ merchantId, id: orderId }, proof, id),
    announce: webhooks.announce,
  });

  const allOrders = () => [...orders.values()].map(({ order }) => order);
  const afterPayment = createMemoryAfterPayment({
    findOrder: (merchantId, id) => orders.get(keyOf(merchantId, id))?.order ?? null,
    announced: webhooks.announced,
    placed: webhooks.placed,
    announce: webhooks.announce,
    shipments,
    messages,
  });

  function createOrder({ order, event, idempotency }: NewOrder): OrderCreation {
    checkNewOrder(order, event);
    const idempotencyKey =
      idempotency && keyOf(order.merchantId, idempotency.scope ?? order.openid, idempotency.key);
    const known = orders.get(orderKeysByIdempotency.get(idempotencyKey ?? '') ?? '');
    if (known) {
      const isSameInput = known.idempotencyDigest === idempotency?.inputDigest;
      return isSameInput ? { kind: 'replayed', order: known.order } : { kind: 'conflict' };
    }
    const orderKey = keyOf(order.merchantId, order.id);
    const numberKey = keyOf(order.merchantId, order.outTradeNo);
    const wanted = reservedQuantities(order);
    const soldOut = [...wanted].find(
      ([id, quantity]) => !shelf.isOnSale(order.merchantId, id, quantity),
    );
    if (soldOut) return { kind: 'sold-out', productId: soldOut[0] };
    if (orders.has(orderKey)) throw new ConstraintViolation('orders_pkey');
    if (orderKeysByNumber.has(numberKey)) throw new ConstraintViolation('orders_one_number');

    for (const [id, quantity] of wanted) shelf.moveStock(order.merchantId, id, -quantity);
    const stored = Object.freeze({ ...order });
    orders.set(orderKey, {
      order: stored,
      idempotencyDigest: idempotency?.inputDigest ?? null,
      events: [event],
    });
    orderKeysByNumber.set(numberKey, orderKey);
    if (idempotencyKey) orderKeysByIdempotency.set(idempotencyKey, orderKey);
    return { kind: 'created', order: stored };
  }

  function commitOrder(commit: OrderCommit): 'committed' | 'stale' {
    const { before, patch } = commit;
    const orderKey = keyOf(before.merchantId, before.id);
    // As on PostgreSQL: what contradicts itself is refused, stale or not.
    checkCommit(before, commit);
    const { refund } = commit;
    if (refund) checkNewRefund({ ...before, ...patch }, refund.refund, refund.event);
    const stored = orders.get(orderKey);
    if (stored?.order.version !== before.version) return 'stale';
    const after = { ...stored.order, ...patch };
    if (patch.amountFen !== undefined) refunds.checkAmount(after);
    if (refund) refunds.check(after, refund);
    const transactionId = patch.transactionId;
    if (transactionId) {
      const transactionKey = keyOf(before.merchantId, transactionId);
      const owner = orderKeysByTransaction.get(transactionKey);
      if (owner && owner !== orderKey) throw new ConstraintViolation('orders_one_transaction');
      orderKeysByTransaction.set(transactionKey, orderKey);
    }
    const { outTradeNo } = patch;
    const isNewNumber = outTradeNo !== undefined && outTradeNo !== stored.order.outTradeNo;
    if (isNewNumber) giveUpNumber(stored.order, outTradeNo, commit.event?.atMs ?? 0);
    stored.order = Object.freeze({
      ...stored.order,
      ...patch,
      version: stored.order.version + 1,
    });
    if (commit.event) stored.events.push(commit.event);
    if (commit.evidence) {
      keepEvidence(before, commit.evidence, commit.refund?.refund.id ?? null);
    }
    webhooks.announce(before, commit.outbox ?? []);
    if (refund) refunds.begin(refund);
    const sign = (commit.releaseStock ? 1 : 0) - (commit.retakeStock ? 1 : 0);
    for (const [id, quantity] of reservedQuantities(stored.order)) {
      shelf.moveStock(before.merchantId, id, sign * quantity);
    }
    return 'committed';
  }

  function commitPayment(payment: PaymentCommit): string | null {
    const { merchantId, expected, patch, event, evidence, fact } = payment;
    checkPayment(payment);
    const orderKey = orderKeysByNumber.get(keyOf(merchantId, expected.outTradeNo));
    const before = orders.get(orderKey ?? '')?.order;
    if (!before || !isAsExpected(before, expected)) return null;
    const outbox = [{ ...fact, payload: { orderId: before.id, ...fact.payload } }];
    commitOrder({ before, patch, event, evidence, outbox });
    return before.id;
  }

  /** The former number goes on leading to the order. */
  function giveUpNumber(order: Order, outTradeNo: string, supersededAtMs: number): void {
    const { merchantId, id: orderId, amountFen } = order;
    const numberKey = keyOf(merchantId, outTradeNo);
    if (orderKeysByNumber.has(numberKey)) throw new ConstraintViolation('orders_one_number');
    orderKeysByNumber.set(numberKey, keyOf(merchantId, orderId));
    const former = { merchantId, orderId, outTradeNo: order.outTradeNo, amountFen, supersededAtMs };
    attempts.set(keyOf(merchantId, order.outTradeNo), Object.freeze(former));
  }

  function keepEvidence(
    order: Pick<Order, 'merchantId' | 'id'>,
    proof: Evidence,
    refundId: string | null,
  ): void {
    const key = keyOf(order.merchantId, order.id, proof.id);
    if (evidence.has(key)) return;
    const orderKey = keyOf(order.merchantId, order.id);
    evidence.set(key, { orderKey, evidence: Object.freeze({ ...proof, refundId }) });
  }

  function evidenceOf(order: Pick<Order, 'merchantId' | 'id'>): readonly KeptEvidence[] {
    const orderKey = keyOf(order.merchantId, order.id);
    return [...evidence.values()]
      .filter((kept) => kept.orderKey === orderKey)
      .map((kept) => kept.evidence);
  }

  const store: Store = {
    ...createMemorySessions(),
    ...shelf.store,
    ...createMemoryKeys(),
    ...createMemoryMerchants(),
    ...createMemoryAudit(),
    ...createMemoryPeople(),

    async createOrder(order) {
      return createOrder(order);
    },
    async findOrder(owner, id) {
      const order = orders.get(keyOf(owner.merchantId, id))?.order;
      return order?.openid === owner.openid ? order : null;
    },
    async findOrderByNumber(merchantId, outTradeNo) {
      const orderKey = orderKeysByNumber.get(keyOf(merchantId, outTradeNo));
      return orders.get(orderKey ?? '')?.order ?? null;
    },
    async findAttempt(merchantId, outTradeNo) {
      return attempts.get(keyOf(merchantId, outTradeNo)) ?? null;
    },
    async listOrders(owner, { cursor, limit }) {
      const own = allOrders()
        .filter((order) => order.merchantId === owner.merchantId && order.openid === owner.openid)
        .sort((a, b) => newestFirst(a.createdAtMs, a.id, b.createdAtMs, b.id));
      const last = own.findIndex(({ id }) => id === cursor);
      if (cursor !== null && last < 0) return { items: [], nextCursor: null };
      const items = own.slice(last + 1, last + 1 + limit);
      const hasMore = last + 1 + limit < own.length;
      return { items, nextCursor: hasMore ? (items.at(-1)?.id ?? null) : null };
    },
    async commitOrder(commit) {
      return commitOrder(commit);
    },
    async commitPayment(payment) {
      return commitPayment(payment);
    },
    async saveEvidence(order, proof) {
      keepEvidence(order, proof, null);
    },
    async claimDueOrders({ merchantId, nowMs, leaseSeconds, limit }) {
      const due = [...orders.values()]
        .filter(({ order }) => order.merchantId === merchantId)
        .filter(({ order }) => order.nextPollAtMs !== null && order.nextPollAtMs <= nowMs)
        .sort((a, b) => Number(a.order.nextPollAtMs) - Number(b.order.nextPollAtMs))
        .slice(0, limit);
      return due.map((stored) => {
        const nextPollAtMs = nowMs + leaseSeconds * 1000;
        stored.order = Object.freeze({ ...stored.order, nextPollAtMs });
        return stored.order;
      });
    },

    ...refunds.store,
    ...createMemoryDesk({
      orders: allOrders,
      eventsOf: ({ merchantId, id }) => orders.get(keyOf(merchantId, id))?.events ?? [],
      evidenceOf,
      attempts: () => [...attempts.values()],
      refunds: refunds.all,
      refundHistory: refunds.history,
      shelf,
    }),
    ...createMemoryReconciliations({
      orders: allOrders,
      refunds: refunds.all,
      announce: webhooks.announce,
      differences,
      jobs: reconciliations,
    }),
    ...createMemoryFigures({
      orders: allOrders,
      eventsOf: ({ merchantId, id }) => orders.get(keyOf(merchantId, id))?.events ?? [],
      refunds: refunds.all,
      deliveries: webhooks.deliveries,
      differences: () => [...differences.values()],
      lastPosition: webhooks.lastPosition,
    }),
    ...createMemoryJobs({
      orders: allOrders,
      refunds: refunds.all,
      deliveries: webhooks.leases,
      reconciliations: () => [...reconciliations.values()],
      shipments: () => [...shipments.values()],
      messages: () => [...messages.values()],
    }),
    ...createMemoryPulse({
      orders: allOrders,
      refunds: refunds.all,
      deliveries: webhooks.deliveries,
      differences: () => [...differences.values()],
      unplaced: webhooks.unplaced,
    }),
    ...webhooks.store,
    ...afterPayment,
    async findOrderById(merchantId, id) {
      return orders.get(keyOf(merchantId, id))?.order ?? null;
    },

    async ping() {},
    async close() {},
  };

  const records: StoreRecords = {
    async history(order) {
      return [...(orders.get(keyOf(order.merchantId, order.id))?.events ?? [])];
    },
    async evidence(order) {
      return evidenceOf(order).map(({ refundId: _, ...proof }) => proof);
    },
    oversold: shelf.oversold,
    outbox: webhooks.outbox,
    refundHistory: refunds.history,
  };

  return Object.freeze({ ...store, records: Object.freeze(records) });
}

function keyOf(...parts: readonly string[]): string {
  return JSON.stringify(parts);
}
