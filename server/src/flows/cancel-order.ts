import type { Order, Owner, Ports } from '../ports.ts';
import { askPayment } from './ask-payment.ts';
import { closeOrder } from './close-order.ts';
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
  const order = await findOwnOrder(ports, owner, id);
  refuseFinal(order);
  if (order.state === 'closed') return order;
  const isKnownAtWechat = order.askedAtMs !== null;
  const asked = isKnownAtWechat ? (await askPayment(ports, order)).order : order;
  refuseFinal(asked);
  if (asked.state === 'closed') return asked;
  const closed = await closeOrder(ports, asked, 'cancelled by the payer');
  refuseFinal(closed);
  return closed;
}

function refuseFinal(order: Order): void {
  if (order.state === 'paid' || order.state === 'refunding') {
    throw new Refusal('order_already_paid');
  }
  if (order.state === 'disputed') throw new Refusal('order_disputed');
}
