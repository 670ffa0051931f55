import { followTransition, type OrderEventName } from '../ledger/order-transitions.ts';
import type { Order, OrderCommit, OrderEvent, OutboxEvent, Ports } from '../ports.ts';

/**
 * Commits a change and hands back the order as it is now; null when it was `stale`: somebody else
 * changed the order first, nothing was written, and the caller reads and decides again.
 */
export async function commitOrder(ports: Ports, commit: OrderCommit): Promise<Order | null> {
  if ((await ports.store.commitOrder(commit)) === 'stale') return null;
  return Object.freeze({ ...commit.before, ...commit.patch, version: commit.before.version + 1 });
}

/**
 * Reads an order again after a stale commit.
 *
 * @throws Error when it is gone: orders are never deleted, so the store has lost one.
 */
export async function readAgain(ports: Ports, order: Order): Promise<Order> {
  const found = await ports.store.findOrderByNumber(order.merchantId, order.outTradeNo);
  if (found === null) throw new Error(`the store lost order ${order.outTradeNo}`);
  return found;
}

/** The history line of one arrow. */
export function historyLine(
  order: Order,
  name: OrderEventName,
  atMs: number,
  note: string | null,
): OrderEvent {
  return { name, from: order.state, to: followTransition(order.state, name), atMs, note };
}

/** The announcement of what became of an order. */
export function announcement(
  ports: Ports,
  order: Order,
  type: string,
  fields: Readonly<Record<string, unknown>> = {},
): OutboxEvent {
  return {
    id: ports.random.uuid(),
    type,
    atMs: ports.clock.nowMs(),
    payload: {
      orderId: order.id,
      outTradeNo: order.outTradeNo,
      amountFen: order.amountFen,
      ...fields,
    },
  };
}
