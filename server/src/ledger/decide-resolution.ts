import { type Disagreement, findDisagreements } from './decide-payment.ts';
import type { Order, PaymentStatement } from './order.ts';

/** How a person wants a dispute to end: the order counts as paid, or it is let go. */
export type ResolutionWish = 'paid' | 'closed';

/** What may be done about it. */
export type Resolution =
  | {
      readonly kind: 'uphold';
      readonly patch: Pick<Order, 'state' | 'transactionId' | 'paidAtMs' | 'nextPollAtMs'>;
      /** It becomes paid now; false: it had been before the dispute. */
      readonly isNews: boolean;
      readonly stock: 'keep' | 'retake';
    }
  | {
      readonly kind: 'dismiss';
      /** The money that came all the same, and goes back. */
      readonly money: { readonly transactionId: string; readonly amountFen: number } | null;
      /** WeChat still takes money for it. */
      readonly isOpen: boolean;
      readonly stock: 'keep' | 'release';
    }
  /** WeChat's present word is not that this order was paid as it stands. */
  | { readonly kind: 'not-proven'; readonly disagreements: readonly Disagreement[] }
  /** Its own payment is not in doubt: uphold it, and refund it then. */
  | { readonly kind: 'is-paid' };

/**
 * Judges how a person may end a dispute, by what WeChat says now. Nobody can make an order paid that
 * WeChat does not say was paid, by this payer, with this amount; and money is never kept for an order
 * that is let go.
 *
 * @param statement What WeChat says of the order's number now; null: it knows no such order.
 * @param disputedFrom The state that the dispute found the order in.
 */
export function decideResolution(
  order: Order,
  statement: PaymentStatement | null,
  wish: ResolutionWish,
  { disputedFrom, nowMs }: { readonly disputedFrom: Order['state']; readonly nowMs: number },
): Resolution {
  const isReleased = disputedFrom === 'closed' || disputedFrom === 'refunding';
  const hasMoney = statement?.tradeState === 'paid' || statement?.tradeState === 'refunded';
  if (wish === 'paid') {
    if (!statement || !hasMoney) return { kind: 'not-proven', disagreements: [] };
    const disagreements = findDisagreements(order, statement);
    if (disagreements.length > 0) return { kind: 'not-proven', disagreements };
    return {
      kind: 'uphold',
      patch: {
        state: 'paid',
        transactionId: statement.transactionId,
        paidAtMs: order.paidAtMs ?? statement.successAtMs ?? nowMs,
        nextPollAtMs: null,
      },
      isNews: order.transactionId === null,
      stock: isReleased ? 'retake' : 'keep',
    };
  }
  if (order.transactionId !== null) return { kind: 'is-paid' };
  return {
    kind: 'dismiss',
    money: moneyOf(statement),
    isOpen: statement?.tradeState === 'unpaid',
    stock: isReleased ? 'keep' : 'release',
  };
}

/** Of money that is on its way back already WeChat's own console knows more than we do. */
function moneyOf(statement: PaymentStatement | null) {
  if (statement?.tradeState !== 'paid') return null;
  const { transactionId, amountFen } = statement;
  return transactionId !== null && amountFen !== null ? { transactionId, amountFen } : null;
}
