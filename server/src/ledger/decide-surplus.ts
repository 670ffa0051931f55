import type { Attempt, Order, PaymentStatement } from './order.ts';
import type { Refund } from './refund.ts';

/** What a verified statement about a number that an order has given up does. */
export type SurplusDecision =
  /** It says nothing of money, or the money goes back already. */
  | { readonly kind: 'unchanged' }
  /** Money came: it goes back. */
  | { readonly kind: 'return'; readonly transactionId: string }
  /** Money came that disagrees with what was asked for under that number: a person decides. */
  | { readonly kind: 'disputed'; readonly disagreements: readonly string[] };

/**
 * Judges a statement about a number that an order had before its present one. Whether the order
 * was paid under another number or is still to be paid: money under a number that was given up goes back.
 *
 * @param refunds All of the order's.
 */
export function decideSurplus(
  order: Order,
  attempt: Attempt,
  statement: PaymentStatement,
  refunds: readonly Refund[],
): SurplusDecision {
  const isMoney = statement.tradeState === 'paid' || statement.tradeState === 'refunded';
  if (!isMoney) return { kind: 'unchanged' };
  const { transactionId } = statement;
  if (refunds.some((refund) => refund.transactionId === transactionId))
    return { kind: 'unchanged' };
  const wanted = {
    outTradeNo: attempt.outTradeNo,
    amountFen: attempt.amountFen,
    currency: 'CNY',
    appid: order.appid,
    mchid: order.mchid,
    openid: order.openid,
  };
  const disagreements: string[] = Object.entries(wanted)
    .filter(([name, value]) => statement[name as keyof typeof wanted] !== value)
    .map(([name]) => name);
  // A payment that pays this order, or none, is no surplus.
  if (transactionId === null || transactionId === order.transactionId) {
    disagreements.push('transactionId');
  }
  if (transactionId === null || disagreements.length > 0)
    return { kind: 'disputed', disagreements };
  return { kind: 'return', transactionId };
}
