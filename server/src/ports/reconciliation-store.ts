import type { BeijingDay } from '../ledger/beijing-day.ts';
import type { BillKind, FundTotals, TradeTotals } from '../ledger/bill-line.ts';
import type { Difference, FoundDifference } from '../ledger/difference.ts';
import type { BookedPayment, BookedRefund } from '../ledger/match-trade-bill.ts';
import type { Refund } from '../ledger/refund.ts';
import type { OutboxEvent } from '../ports.ts';
import type { BillFile } from './bill-reader.ts';

/** The reconciliation of one day with one bill: a job that is done once, and again when somebody wants it. */
export interface Reconciliation {
  readonly merchantId: string;
  readonly day: BeijingDay;
  readonly bill: BillKind;
  /** `expired`: WeChat has no bill of that day any more, and it was never reconciled. */
  readonly state: 'waiting' | 'finished' | 'expired';
  /** Null: there is nothing to be done. */
  readonly nextRunAtMs: number | null;
  /** How often it was begun since it was last finished. */
  readonly attempts: number;
  /** Why the last attempt came to nothing, e.g. `STATEMENT_CREATING`; null: it did not. */
  readonly problem: string | null;
  readonly finishedAtMs: number | null;
  /** Null before it was finished, and on a day without a bill. */
  readonly file: BillFile | null;
  readonly totals: TradeTotals | FundTotals | null;
  /** How many differences of this day and bill are open now. */
  readonly openDifferences: number;
  /** Counts claims and results: whoever was overtaken writes nothing. */
  readonly version: number;
}

/** What finds a reconciliation. */
export type ReconciliationKey = Pick<Reconciliation, 'merchantId' | 'day' | 'bill'>;

/** A result; the differences are all of the day: open ones that are not among them are gone. */
export interface ReconciliationResult {
  readonly finishedAtMs: number;
  readonly file: BillFile | null;
  readonly totals: TradeTotals | FundTotals | null;
  /** With an id for each that is new. */
  readonly differences: readonly (FoundDifference & { readonly id: string })[];
  /** Facts to be announced with it. */
  readonly outbox: readonly OutboxEvent[];
}

/** A part of our books, in the order of time. */
export interface BookPage<T> {
  readonly items: readonly T[];
  /** Where the next page begins; null: there is none. */
  readonly next: BookCursor | null;
}

/** Where a page begins: after this one. */
interface BookCursor {
  readonly atMs: number;
  readonly id: string;
}

/** Which part of our books: times from (included) until (excluded). */
export interface BookWish {
  readonly merchantId: string;
  readonly fromMs: number;
  readonly untilMs: number;
  readonly after: BookCursor | null;
  readonly limit: number;
}

/** How days are reconciled once, whatever the number of processes, and how differences are kept. */
export interface ReconciliationStore {
  /** The latest day on the list; null: none is. */
  lastReconciliationDay(merchantId: string): Promise<BeijingDay | null>;
  /** When the first order was made, by the clock of who made it; null: there was none. */
  firstOrderAtMs(merchantId: string): Promise<number | null>;
  /** Puts jobs on the list; one that is there stays as it is. */
  planReconciliations(
    jobs: readonly (ReconciliationKey & { readonly nextRunAtMs: number })[],
  ): Promise<void>;
  /** Wants a job to run again, or at all, at that time. */
  demandReconciliation(key: ReconciliationKey, atMs: number): Promise<Reconciliation>;
  /** Takes a job at once, whoever else is at it: what that one writes later is `stale`. Counts the attempt. */
  takeReconciliation(key: ReconciliationKey, untilMs: number): Promise<Reconciliation>;
  /** As `claimDueOrders`; counts the attempt. */
  claimDueReconciliations(claim: {
    readonly merchantId: string;
    readonly nowMs: number;
    readonly leaseSeconds: number;
    readonly limit: number;
  }): Promise<readonly Reconciliation[]>;
  /**
   * Sets when it is tried again, and why; null: never again, and `expired` unless it was finished before.
   * `stale` when another run has taken over.
   */
  postponeReconciliation(
    run: Reconciliation,
    postponed: { readonly problem: string; readonly nextRunAtMs: number | null },
  ): Promise<'committed' | 'stale'>;
  /**
   * Writes a result in one step. A difference that is known (same day, bill, kind and reference) stays one row: open, it
   * is updated; settled by a person it stays so while its amounts are the same; otherwise it is open again.
   * Open ones that were not found become `gone`. `stale` when another run has taken over: nothing was written.
   */
  finishReconciliation(
    run: Reconciliation,
    result: ReconciliationResult,
  ): Promise<'committed' | 'stale'>;
  findReconciliation(key: ReconciliationKey): Promise<Reconciliation | null>;
  /** Newest day first, both bills of a day; `before` is the last day of the page before. */
  listReconciliations(
    merchantId: string,
    page: { readonly before: BeijingDay | null; readonly limit: number },
  ): Promise<readonly Reconciliation[]>;

  /** Newest day first; `cursor` is the last id of the page before. */
  listDifferences(
    merchantId: string,
    page: {
      readonly state: Difference['state'] | null;
      readonly day: BeijingDay | null;
      readonly cursor: string | null;
      readonly limit: number;
    },
  ): Promise<{ readonly items: readonly Difference[]; readonly nextCursor: string | null }>;
  findDifference(merchantId: string, id: string): Promise<Difference | null>;
  /** Settles an open difference by hand; `stale` when it is not open. */
  resolveDifference(
    difference: Pick<Difference, 'merchantId' | 'id'>,
    by: { readonly resolvedBy: string; readonly reason: string; readonly atMs: number },
  ): Promise<'committed' | 'stale'>;

  /** Payments by WeChat's success time, those that went back included. */
  listBookedPayments(wish: BookWish): Promise<BookPage<BookedPayment>>;
  /** Refunds by the time WeChat accepted them. */
  listBookedRefunds(wish: BookWish): Promise<BookPage<BookedRefund>>;
  /** Refunds that WeChat has, of which nobody knows when it accepted them; oldest first. */
  listUndatedRefunds(merchantId: string, limit: number): Promise<readonly Refund[]>;
}
