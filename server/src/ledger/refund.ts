import type { Fen } from './fen.ts';

/** The states of a refund of ours; the arrows between them are in `refund-transitions.ts`. */
export type RefundState =
  /** A second person has to agree; WeChat has heard nothing. */
  | 'awaiting-approval'
  /** To be sent, or sent without a usable answer: sent again under the same number. */
  | 'requested'
  /** WeChat accepted it; the money is on its way. */
  | 'processing'
  | 'succeeded'
  /** No money goes back under this number, now or ever; the amount may be refunded anew. */
  | 'closed'
  /** WeChat cannot deliver the money; a person has to act at WeChat. */
  | 'abnormal'
  /** WeChat's verified word disagrees with the refund; only a person leaves this state. */
  | 'disputed';

/**
 * Why there is a refund: somebody `asked` for it, the money came too `late` for its order, or it is
 * a `surplus`: paid under a number that the order no longer has, perhaps besides the payment it took; or it was
 * not made here, but in WeChat's `console` or by another system, and found in the bill.
 */
export type RefundKind = 'asked' | 'late' | 'surplus' | 'console';

/** Our record of an intent to give money back. */
export interface Refund {
  readonly id: string;
  readonly merchantId: string;
  readonly orderId: string;
  /** The order's number at WeChat under which the money came. */
  readonly outTradeNo: string;
  /** The payment that is refunded. */
  readonly transactionId: string;
  /** Our number for it at WeChat; every retry carries it, with the same amounts. */
  readonly outRefundNo: string;
  readonly kind: RefundKind;
  readonly state: RefundState;
  readonly amountFen: Fen;
  /** What was paid in all. */
  readonly totalFen: Fen;
  /** Shown to the payer. */
  readonly reason: string;
  readonly notifyUrl: string;
  /** Who asked; `system` when a policy did. */
  readonly requestedBy: string;
  /** The second person, when one was needed. */
  readonly approvedBy: string | null;
  readonly requestedAtMs: number;
  /** When it was last sent to WeChat; null: never, so WeChat cannot know it. */
  readonly sentAtMs: number | null;
  /** WeChat's number of it. */
  readonly refundId: string | null;
  /** WeChat's `create_time`: the moment that counts for the books. */
  readonly acceptedAtMs: number | null;
  /** WeChat's `success_time`. */
  readonly succeededAtMs: number | null;
  /** Where the money went, WeChat's text for people. */
  readonly receivedBy: string | null;
  /** WeChat's code that keeps it from moving, e.g. `NOT_ENOUGH`; null when nothing does. */
  readonly problem: string | null;
  readonly nextPollAtMs: number | null;
  readonly pollCount: number;
  /** Counts the commits of this refund; a commit against an older version is refused as stale. */
  readonly version: number;
}

/** What a verified statement of WeChat says about one refund, in our names; what it leaves out is null. */
export interface RefundStatement {
  readonly source: 'notification' | 'query';
  readonly outRefundNo: string;
  readonly refundId: string;
  readonly outTradeNo: string;
  readonly transactionId: string;
  /** `other` covers states we do not know. */
  readonly status: 'processing' | 'succeeded' | 'closed' | 'abnormal' | 'other';
  readonly amountFen: number;
  readonly totalFen: number;
  readonly acceptedAtMs: number | null;
  readonly succeededAtMs: number | null;
  readonly receivedBy: string | null;
}
