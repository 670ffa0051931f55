import type { Order, PlacedOrder, Prepaid } from './payer-api';
import type { System } from './system';

/** Signed parameters that came with an order and wait for its cashier. */
export interface PreparedPayments {
  /** Keeps what came with the order; hands the bare order back. */
  keep(placed: PlacedOrder): Order;
  /** Hands the parameters out, once; null when there are none, or only old ones. */
  take(orderId: string): Prepaid | null;
  /** The order was changed since: what was signed before is not used. */
  forget(orderId: string): void;
}

/** Later than this the server is asked: the order may have been cancelled, paid or priced anew meanwhile. */
const freshForMs = 60_000;

/** Keeps the parameters of the last few orders in memory, never in storage. */
export function createPreparedPayments(system: System): PreparedPayments {
  const kept = new Map<string, { readonly prepaid: Prepaid; readonly atMs: number }>();

  return Object.freeze({
    keep({ requestPayment, templateIds, problem: _later, ...order }: PlacedOrder) {
      if (requestPayment) {
        const prepaid = { order, requestPayment, ...(templateIds ? { templateIds } : {}) };
        kept.set(order.id, { prepaid, atMs: system.nowMs() });
      }
      return order;
    },
    take(orderId: string) {
      const found = kept.get(orderId);
      // All of them: an order that nobody pays would be kept for ever.
      const nowMs = system.nowMs();
      for (const [id, { atMs }] of kept) if (Math.abs(nowMs - atMs) >= freshForMs) kept.delete(id);
      const isFresh = kept.delete(orderId);
      return found && isFresh ? found.prepaid : null;
    },
    forget(orderId: string) {
      kept.delete(orderId);
    },
  });
}
