import type { Attempt, Order, OrderEvent, Ports, Refund } from '../ports.ts';

/** An order with all that happened to it. */
export interface OrderDescription {
  readonly order: Order;
  readonly events: readonly OrderEvent[];
  /** The numbers that it has given up. */
  readonly attempts: readonly Attempt[];
  readonly refunds: readonly Refund[];
}

/** Collects what a merchant wants to know of an order. */
export async function describeOrder({ store }: Ports, order: Order): Promise<OrderDescription> {
  const [events, attempts, refunds] = await Promise.all([
    store.listOrderEvents(order),
    store.listAttempts(order),
    store.listRefunds(order),
  ]);
  return { order, events, attempts, refunds };
}
