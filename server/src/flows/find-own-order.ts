import type { Order, Owner, Ports } from '../ports.ts';
import { Refusal } from './refusal.ts';

/** The form of our ids; anything else is not there, and never reaches the store. */
export const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/;

/**
 * Finds an order of this payer.
 *
 * @throws Refusal `not_found`, in the same way for an order of somebody else and for none at all.
 */
export async function findOwnOrder(ports: Ports, owner: Owner, id: string): Promise<Order> {
  const order = UUID.test(id) ? await ports.store.findOrder(ownerOf(owner), id) : null;
  if (order === null) throw new Refusal('not_found');
  return order;
}

/** Just the two fields that own an order; a session is also an owner and knows more. */
export function ownerOf({ merchantId, openid }: Owner): Owner {
  return { merchantId, openid };
}
