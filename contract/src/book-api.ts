/** How a merchant's books are held against WeChat's bills, as types. */

/** Payments and refunds, or the movements of the basic account. */
export type BillKind = 'trade' | 'fund-flow';

/** What one bill of one day came to. */
export interface Reconciliation {
  /** A day in Beijing, `yyyy-MM-dd`. */
  readonly day: string;
  readonly bill: BillKind;
  /** `expired`: WeChat has no bill of that day any more, and it was never reconciled. */
  readonly state: 'waiting' | 'finished' | 'expired';
  /** RFC 3339. */
  readonly nextRunAt: string | null;
  /** Why the last attempt came to nothing, e.g. `STATEMENT_CREATING`. */
  readonly problem: string | null;
  readonly finishedAt: string | null;
  readonly billSha1: string | null;
  readonly billBytes: number | null;
  /** Counts, and sums in fen; null before it was finished and when there is no bill. */
  readonly totals: Readonly<Record<string, number>> | null;
  readonly openDifferences: number;
}

/** A day with what each of its bills came to. */
export interface ReconciledDay {
  readonly day: string;
  readonly bills: readonly Reconciliation[];
}

/** The days, newest first; `nextBefore` is the `before` of the next page. */
export interface ReconciledDays {
  readonly items: readonly ReconciledDay[];
  readonly nextBefore: string | null;
}

/** One line where the books and the bill disagree. */
export interface Difference {
  readonly id: string;
  readonly day: string;
  readonly bill: BillKind;
  /** What kind of inequality, e.g. `payment-missing-here`, `amount-differs`. */
  readonly kind: string;
  /** What tells it from others of the same day, bill and kind. */
  readonly reference: string;
  readonly outTradeNo: string | null;
  readonly transactionId: string | null;
  readonly outRefundNo: string | null;
  /** Null: there is nothing on this side. */
  readonly oursFen: number | null;
  readonly billFen: number | null;
  readonly ourState: string | null;
  readonly billState: string | null;
  readonly note: string | null;
  /** What it suggests, and what to do. */
  readonly advice: { readonly zh: string; readonly en: string };
  readonly state: 'open' | 'resolved';
  readonly firstSeenAt: string;
  readonly lastSeenAt: string;
  /** `healed` by WeChat's word, `gone` at a later run, or `by-hand`. */
  readonly resolution: 'healed' | 'gone' | 'by-hand' | null;
  readonly resolvedBy: string | null;
  readonly resolvedAt: string | null;
  readonly reason: string | null;
}

/** Which differences to list, newest day first. */
export interface DifferenceQuery {
  readonly state?: Difference['state'];
  readonly day?: string;
  readonly cursor?: string;
  readonly limit?: number;
}

/** Every route of reconciliation, with what it takes and what it answers. */
export interface BookRoutes {
  'GET /v1/merchant/reconciliations': {
    query: { before?: string; limit?: number };
    answer: ReconciledDays;
  };
  /** Reconciles a day now; done within half a minute. */
  'POST /v1/merchant/reconciliations/{day}': { answer: { items: readonly Reconciliation[] } };
  'GET /v1/merchant/differences': {
    query: DifferenceQuery;
    answer: { items: readonly Difference[]; nextCursor: string | null };
  };
  'POST /v1/merchant/differences/{id}/resolve': { body: { reason: string }; answer: Difference };
  /** WeChat's own file, fetched now: `text/csv`. */
  'GET /v1/merchant/bills/{day}/{bill}': { answer: string };
}
