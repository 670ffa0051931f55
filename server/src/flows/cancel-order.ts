import type { Actor, Order, Owner, Ports } from '../ports.ts';
import { askPayment } from './ask-payment.ts';
import { closeOrder } from './close-order.ts';
import { findMerchantOrder } from './find-merchant-order.ts';
import { findOwnOrder } from './find-own-order.ts';
import { Refusal } from './refusal.ts';

/**
 * Cancels an order for its payer: WeChat is asked, then closed there, then closed here.
 *
 * Cancelling twice is cancelling once. An order that WeChat cannot be reached about ends as
 * `closing`, and the poll finishes it.
 *
 * @throws Refusal `not_found`, `order_already_paid` (also when it turns out now), `order_disputed`
 */
export async function cancelOrder(ports: Ports, owner: Owner, id: string): Promise<Order> {
  return endOrder(ports, await findOwnOrder(ports, owner, id), 'cancelled by the payer');
}

/** Closes an order of the merchant's, for the merchant; as {@link cancelOrder}. */
export async function closeForMerchant(ports: Ports, actor: Actor, id: string): Promise<Order> {
  return endOrder(ports, await findMerchantOrder(ports, id), `closed by ${actor.id}`);
}

async function endOrder(ports: Ports, order: Order, why: string): Promise<Order> {
  refuseFinal(order);
  if (order.state === 'closed') return order;
  const isKnownAtWechat = order.askedAtMs !== null;
  const asked = isKnownAtWechat ? (await askPayment(ports, order)).order : order;
  refuseFinal(asked);
  if (asked.state === 'closed') return asked;
  const closed = await closeOrder(ports, asked, why);
  refuseFinal(closed);
  return closed;
}

function refuseFinal(order: Order): void {
  if (order.state === 'paid' || order.state === 'refunding') {
    throw new Refusal('order_already_paid');
  }
  if (order.state === 'disputed') throw new Refusal('order_disputed');
}
