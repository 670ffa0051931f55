import type { Order, Ports } from '../ports.ts';
import { UUID } from './find-own-order.ts';
import { Refusal } from './refusal.ts';

/**
 * Finds an order of this merchant, whoever its payer is.
 *
 * @throws Refusal `not_found`, in the same way for another merchant's order and for none at all.
 */
export async function findMerchantOrder(ports: Ports, id: string): Promise<Order> {
  const { merchantId } = ports.settings;
  const order = UUID.test(id) ? await ports.store.findOrderById(merchantId, id) : null;
  if (order === null) throw new Refusal('not_found');
  return order;
}
