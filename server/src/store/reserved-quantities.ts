import type { Order } from '../ledger/order.ts';

/** How much of each product an order holds, in the order of its items. */
export function reservedQuantities({ items }: Order): ReadonlyMap<string, number> {
  const quantities = new Map<string, number>();
  for (const { productId, quantity } of items) {
    quantities.set(productId, (quantities.get(productId) ?? 0) + quantity);
  }
  return quantities;
}
