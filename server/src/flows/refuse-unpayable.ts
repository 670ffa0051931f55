import type { Order } from '../ports.ts';
import { Refusal } from './refusal.ts';

/**
 * Refuses an order that cannot be paid any more, or is paid.
 *
 * @throws Refusal `order_already_paid`, `order_closed`, `order_expired`, `order_disputed`
 */
export function refuseUnpayable(order: Order, nowMs: number): void {
  switch (order.state) {
    case 'created':
    case 'payable':
      if (nowMs >= order.expiresAtMs) throw new Refusal('order_expired');
      return;
    case 'paid':
    case 'refunding':
      throw new Refusal('order_already_paid');
    case 'closing':
    case 'closed':
      throw new Refusal('order_closed');
    case 'disputed':
      throw new Refusal('order_disputed');
  }
}
