import { type Fen, fen } from './fen.ts';
import type { Order } from './order.ts';
import type { Refund } from './refund.ts';

/** How long after the payment WeChat refunds: 365 days. @see 4012791903 */
export const REFUND_LIFE_MS = 365 * 24 * 60 * 60_000;
/** How many refunds of one order WeChat takes. @see 4012791903 */
const MAX_REFUNDS = 50;
/** The longest reason that WeChat shows the payer, in UTF-8 bytes. @see 4012791903 */
const MAX_REASON_BYTES = 80;

/** May this be refunded, and does a second person have to agree? */
export type RefundJudgement =
  | {
      readonly kind: 'granted';
      readonly amountFen: Fen;
      readonly transactionId: string;
      readonly needsApproval: boolean;
    }
  | { readonly kind: 'not-paid' }
  | { readonly kind: 'disputed' }
  | { readonly kind: 'amount'; readonly remainingFen: number }
  | { readonly kind: 'too-old' }
  | { readonly kind: 'too-many' }
  | { readonly kind: 'reason' };

/**
 * Judges a request for a refund against the order and all refunds of it.
 *
 * @param request.approvalAboveFen Null: never. It limits what one person may give back of an order in all, so that
 *   a large refund cannot be had in small pieces.
 */
export function judgeRefundRequest(
  order: Order,
  refunds: readonly Refund[],
  request: {
    readonly amountFen: number;
    readonly reason: string;
    readonly approvalAboveFen: number | null;
  },
  nowMs: number,
): RefundJudgement {
  if (order.state === 'disputed') return { kind: 'disputed' };
  const isPaid = order.state === 'paid' || order.state === 'refunding';
  if (!isPaid || order.transactionId === null || order.paidAtMs === null) {
    return { kind: 'not-paid' };
  }
  const standing = refunds.filter(({ state }) => state !== 'closed');
  const own = standing.filter(({ transactionId }) => transactionId === order.transactionId);
  const { amountFen, reason, approvalAboveFen } = request;
  const remainingFen = order.amountFen - sumOf(own);
  if (!Number.isSafeInteger(amountFen) || amountFen < 1 || amountFen > remainingFen) {
    return { kind: 'amount', remainingFen };
  }
  if (nowMs > order.paidAtMs + REFUND_LIFE_MS) return { kind: 'too-old' };
  if (own.length >= MAX_REFUNDS) return { kind: 'too-many' };
  if (reason === '' || new TextEncoder().encode(reason).length > MAX_REASON_BYTES) {
    return { kind: 'reason' };
  }
  const unapproved = own.filter(({ approvedBy }) => approvedBy === null);
  const aloneFen = sumOf(unapproved) + amountFen;
  return {
    kind: 'granted',
    amountFen: fen(amountFen),
    transactionId: order.transactionId,
    needsApproval: approvalAboveFen !== null && aloneFen > approvalAboveFen,
  };
}

function sumOf(refunds: readonly Refund[]): number {
  return refunds.reduce((sum, { amountFen }) => sum + amountFen, 0);
}
