import type { BeijingDay } from './beijing-day.ts';
import type { BillKind } from './bill-line.ts';

/** In what a day's books and WeChat's bill disagree. */
export type DifferenceKind =
  /** The bill has a payment of an order of ours that we had not noticed. */
  | 'payment-missing-here'
  /** The same, and its order is disputed: the money came, but not as it was ordered. */
  | 'payment-disputed'
  /** The bill has a payment under a number that was never ours. */
  | 'payment-unknown'
  /** A payment of ours is not in the bill. */
  | 'payment-missing-in-bill'
  | 'amount-differs'
  /** Order number and transaction do not belong together here as they do there. */
  | 'reference-differs'
  /** Both have it, on different days. */
  | 'day-differs'
  /** The bill has a refund that we had not noticed, such as one made in WeChat's console. */
  | 'refund-missing-here'
  /** The bill has a refund of a payment that is not ours. */
  | 'refund-unknown'
  /** A refund that we did not make does not fit into what is left of the payment. */
  | 'refund-exceeds-payment'
  | 'refund-missing-in-bill'
  | 'refund-amount-differs'
  | 'refund-state-differs'
  /** The bill has a row twice. */
  | 'duplicate-row'
  /** The bill's summary does not agree with its own rows. */
  | 'summary-differs'
  /** Payments less refunds less fees of the trade bill are not what moved on the account. */
  | 'fund-flow-differs';

/** One inequality, as a run found it. */
export interface FoundDifference {
  readonly kind: DifferenceKind;
  /** What tells it from others of the same day, bill and kind. */
  readonly reference: string;
  readonly outTradeNo: string | null;
  readonly transactionId: string | null;
  readonly outRefundNo: string | null;
  /** Null: there is nothing on this side. */
  readonly oursFen: number | null;
  readonly billFen: number | null;
  /** The state of the order or refund here, when it is there. */
  readonly ourState: string | null;
  /** The bill's word on a refund. */
  readonly billState: string | null;
  /** Why a question to WeChat did not settle it, WeChat's code; null when none was needed or it did. */
  readonly note: string | null;
  /** A signed answer of WeChat has set it right in the same run. */
  readonly healed: boolean;
}

/** How a difference came to its end: set right by WeChat's word, gone at a later run, or settled by a person. */
export type DifferenceResolution = 'healed' | 'gone' | 'by-hand';

/** One inequality, as it is kept: the same one on the same day is one row, however often it is found. */
export interface Difference extends Omit<FoundDifference, 'healed'> {
  readonly id: string;
  readonly merchantId: string;
  readonly day: BeijingDay;
  readonly bill: BillKind;
  readonly state: 'open' | 'resolved';
  readonly firstSeenAtMs: number;
  readonly lastSeenAtMs: number;
  readonly resolution: DifferenceResolution | null;
  /** `system`, or who said so. */
  readonly resolvedBy: string | null;
  readonly resolvedAtMs: number | null;
  /** What the person said. */
  readonly reason: string | null;
}
