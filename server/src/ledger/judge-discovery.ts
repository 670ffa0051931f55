import type { Order } from './order.ts';
import type { Refund, RefundStatement } from './refund.ts';

/** May a refund that WeChat has and we have not begun be taken into the books of this order? */
export type DiscoveryJudgement =
  /** `surplus`: it gives back money that came besides, under a number that the order has given up. */
  | { readonly kind: 'ours'; readonly as: 'console' | 'surplus' }
  /** It is about a payment that neither the order took nor came besides it. */
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
  const { transactionId, outTradeNo, totalFen } = statement;
  const isOwn =
    transactionId === order.transactionId &&
    outTradeNo === order.outTradeNo &&
    totalFen === order.amountFen;
  if (!isOwn) return judgeSurplus(refunds, statement);
  const held = refunds.filter(({ state, kind }) => state !== 'closed' && kind !== 'surplus');
  return fit(order.amountFen - sumOf(held), statement, 'console');
}

/** A surplus is known by the refund that a policy of ours began; of its parts one is under way at a time. */
function judgeSurplus(refunds: readonly Refund[], statement: RefundStatement): DiscoveryJudgement {
  const { transactionId, outTradeNo, totalFen } = statement;
  const parts = refunds.filter(
    (refund) =>
      refund.kind === 'surplus' &&
      refund.transactionId === transactionId &&
      refund.outTradeNo === outTradeNo &&
      refund.totalFen === totalFen,
  );
  if (parts.length === 0) return { kind: 'other-payment' };
  const standing = parts.filter(({ state }) => state !== 'closed');
  const isUnderWay = standing.some(({ state }) => state !== 'succeeded');
  return fit(isUnderWay ? 0 : totalFen - sumOf(standing), statement, 'surplus');
}

function fit(
  remainingFen: number,
  { amountFen }: RefundStatement,
  as: 'console' | 'surplus',
): DiscoveryJudgement {
  return amountFen > remainingFen ? { kind: 'exceeds', remainingFen } : { kind: 'ours', as };
}

function sumOf(refunds: readonly Refund[]): number {
  return refunds.reduce((sum, { amountFen }) => sum + amountFen, 0);
}
