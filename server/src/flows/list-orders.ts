import type { Order, Owner, Ports } from '../ports.ts';
import { ownerOf } from './find-own-order.ts';

/** Lists a payer's orders, newest first; `cursor` is the last id of the page before. */
export function listOrders(
  ports: Ports,
  owner: Owner,
  page: { readonly cursor: string | null; readonly limit: number },
): Promise<{ readonly items: readonly Order[]; readonly nextCursor: string | null }> {
  return ports.store.listOrders(ownerOf(owner), page);
}
