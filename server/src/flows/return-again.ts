import type { Ports, Refund } from '../ports.ts';
import { commitOrder } from './commit-order.ts';
import { placePolicyRefund } from './place-refund.ts';
import { Refusal } from './refusal.ts';

/** How often it is tried anew because others changed the order first. */
const MAX_ATTEMPTS = 10;

/**
 * Refunds again, under a new number, what a policy wants back and WeChat has closed for lack of funds.
 * Doing it twice is doing it once: while another refund of that payment stands, nothing begins.
 *
 * @throws Refusal `order_busy` when the order kept changing under it.
 */
export async function returnAgain(ports: Ports, refund: Refund): Promise<void> {
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
    const order = await ports.store.findOrderById(refund.merchantId, refund.orderId);
    if (order === null) throw new Error(`the store lost the order of refund ${refund.outRefundNo}`);
    const refunds = await ports.store.listRefunds(order);
    const { transactionId } = refund;
    const stands = (other: Refund) =>
      other.transactionId === transactionId && other.state !== 'closed';
    if (refunds.some(stands)) return;
    const again = placePolicyRefund(ports, order, refund);
    if ((await commitOrder(ports, { before: order, patch: {}, refund: again })) !== null) return;
  }
  throw new Refusal('order_busy');
}
