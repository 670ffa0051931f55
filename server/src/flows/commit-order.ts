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
  order: Pick<Order, 'state'>,
  name: OrderEventName,
  atMs: number,
  note: string | null,
): OrderEvent {
  return { name, from: order.state, to: followTransition(order.state, name), atMs, note };
}

/** The announcement of what became of an order; the id of one that was not read is added by the store. */
export function announcement(
  ports: Ports,
  order: Pick<Order, 'outTradeNo' | 'amountFen'> & { readonly id?: string },
  type: string,
  fields: Readonly<Record<string, unknown>> = {},
): OutboxEvent {
  const { id, outTradeNo, amountFen } = order;
  return {
    id: ports.random.uuid(),
    type,
    atMs: ports.clock.nowMs(),
    payload: { ...(id !== undefined && { orderId: id }), outTradeNo, amountFen, ...fields },
  };
}
