import { fen } from '../ledger/fen.ts';
import type { Order, Ports, Refund } from '../ports.ts';
import { commitOrder } from './commit-order.ts';
import { placePolicyRefund } from './place-refund.ts';
import { Refusal } from './refusal.ts';

/** How often it is tried anew because others changed the order first. */
const MAX_ATTEMPTS = 10;

/** What the payer reads. */
export const LATE_REASON = '订单已关闭，自动退款';

/**
 * Refunds, under a new number, what of a payment neither went back nor is on its way, when a policy wants all of it
 * back: WeChat closed a refund for lack of funds, or a part went back elsewhere. Doing it twice is doing it once.
 *
 * @param refund The one whose end left something over.
 * @throws Refusal `order_busy` when the order kept changing under it.
 */
export async function returnRest(ports: Ports, refund: Refund): Promise<void> {
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
    const order = await ports.store.findOrderById(refund.merchantId, refund.orderId);
    if (order === null) throw new Error(`the store lost the order of refund ${refund.outRefundNo}`);
    const kind = policyOf(order, refund);
    if (kind === null) return;
    const standing = (await ports.store.listRefunds(order))
      .filter(({ transactionId }) => transactionId === refund.transactionId)
      .filter(({ state }) => state !== 'closed');
    // Of a surplus one part is under way at a time; its end leads here again.
    if (kind === 'surplus' && standing.some(({ state }) => state !== 'succeeded')) return;
    const restFen = standing.reduce<number>(
      (rest, { amountFen }) => rest - amountFen,
      refund.totalFen,
    );
    if (restFen <= 0) return;
    const reason = refund.kind === 'console' ? LATE_REASON : refund.reason;
    const intent = { ...refund, kind, amountFen: fen(restFen), reason };
    const rest = placePolicyRefund(ports, order, intent);
    if ((await commitOrder(ports, { before: order, patch: {}, refund: rest })) !== null) return;
  }
  throw new Refusal('order_busy');
}

/** Which policy wants the payment back; null: none, it may be kept. */
function policyOf({ state }: Order, { kind }: Refund): 'late' | 'surplus' | null {
  if (kind === 'late' || kind === 'surplus') return kind;
  return kind === 'console' && state === 'refunding' ? 'late' : null;
}
