import type { Order } from './order.ts';
import type { Refund, RefundStatement } from './refund.ts';

/** May a refund that WeChat has and we have not begun be taken into the books of this order? */
export type DiscoveryJudgement =
  | { readonly kind: 'ours' }
  /** It is about another payment than the one the order took. */
  | { readonly kind: 'other-payment' }
  /** It does not fit into what is left of the payment, refunds that wait for approval included. */
  | { readonly kind: 'exceeds'; readonly remainingFen: number };

/**
 * Judges WeChat's signed word on a refund that was not made here, such as one from WeChat's console.
 *
 * @param refunds All of the order's.
 */
export function judgeDiscovery(
  order: Order,
  refunds: readonly Refund[],
  statement: RefundStatement,
): DiscoveryJudgement {
  const { transactionId, amountFen, outTradeNo, totalFen } = statement;
  const isOwn =
    transactionId === order.transactionId &&
    outTradeNo === order.outTradeNo &&
    totalFen === order.amountFen;
  if (!isOwn) return { kind: 'other-payment' };
  const heldFen = refunds
    .filter(({ state, kind }) => state !== 'closed' && kind !== 'surplus')
    .reduce((sum, refund) => sum + refund.amountFen, 0);
  const remainingFen = order.amountFen - heldFen;
  return amountFen > remainingFen ? { kind: 'exceeds', remainingFen } : { kind: 'ours' };
}
