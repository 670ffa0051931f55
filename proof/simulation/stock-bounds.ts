import type { BoundFact } from '../invariants/facts.ts';
import { PRODUCTS } from './simulated-merchant.ts';
import type { World } from './world.ts';

/** Orders that hold the pieces they are for. */
const HOLDING: readonly string[] = ['created', 'payable', 'closing', 'paid'];

/**
 * Counts what is on the shelf and what orders hold, less what late money sold beyond the stock: of no product there may
 * be more than there ever was.
 */
export async function stockBounds({
  store,
  orderIds,
  settings: { merchantId },
}: World): Promise<readonly BoundFact[]> {
  const orders = await Promise.all([...orderIds].map((id) => store.findOrderById(merchantId, id)));
  const shelf = await store.listAllProducts(merchantId);
  const oversold = await store.records.oversold(merchantId);
  return PRODUCTS.flatMap(({ id, stock }): BoundFact[] => {
    if (stock === null) return [];
    const held = orders
      .filter((order) => order !== null && HOLDING.includes(order.state))
      .flatMap((order) => order?.items ?? [])
      .filter(({ productId }) => productId === id)
      .reduce((sum, { quantity }) => sum + quantity, 0);
    const left = shelf.find((product) => product.id === id)?.stock ?? 0;
    return [{ name: `pieces of ${id}`, value: left + held - (oversold[id] ?? 0), limit: stock }];
  });
}
