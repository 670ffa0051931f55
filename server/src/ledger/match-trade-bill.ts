import { agreeRefundState } from './agree-refund-state.ts';
import type { BillPayment, BillRefund, TradeLine, TradeTotals } from './bill-line.ts';
import { createDayBook, type DayBook } from './day-book.ts';
import type { FoundDifference } from './difference.ts';
import type { RefundState } from './refund.ts';

/** A payment in our books. */
export interface BookedPayment {
  readonly outTradeNo: string;
  readonly transactionId: string;
  readonly amountFen: number;
}

/** A refund in our books. */
export interface BookedRefund {
  readonly outTradeNo: string;
  readonly outRefundNo: string;
  readonly amountFen: number;
  readonly state: RefundState;
}

/** What a line of the bill is, measured by our books. */
export type LineFinding =
  /** It agrees, or it is none of ours. */
  | null
  /** Our books of that day do not have it: to be looked into. */
  | { readonly kind: 'unmatched'; readonly line: BillPayment | BillRefund }
  /** They have it in another state: to be asked about. */
  | { readonly kind: 'state'; readonly line: BillRefund; readonly difference: FoundDifference }
  | { readonly kind: 'difference'; readonly difference: FoundDifference };

/** Holds one Beijing day of our books against WeChat's trade bill, line by line. */
export interface TradeMatcher {
  expectPayment(payment: BookedPayment): void;
  expectRefund(refund: BookedRefund): void;
  /** Judges the next line of the bill, in whatever order they come. */
  read(line: TradeLine): LineFinding;
  /** Counts an unmatched line as ours after all: it was found elsewhere, or has just been set right. */
  accept(line: BillPayment | BillRefund): void;
  /** Takes a payment off the list because the bill's line about it was reported under another reference. */
  coverPayment(transactionId: string): void;
  /** How many of ours the bill has not named so far. */
  missing(): number;
  /** What the bill should have said of this payment; null when it did. Asked once per payment, at the end. */
  missedPayment(payment: BookedPayment): FoundDifference | null;
  /** The same of a refund; one that was closed need not be in a bill. */
  missedRefund(refund: BookedRefund): FoundDifference | null;
  totals(): TradeTotals;
}

/** What is not held against our books. */
export interface MatchingRules {
  /** Order numbers that begin so belong to another system. */
  readonly ignoredPrefixes: readonly string[];
}

const STATES: readonly RefundState[] = [
  ...(['awaiting-approval', 'requested', 'processing'] as const),
  ...(['succeeded', 'closed', 'abnormal', 'disputed'] as const),
];

/**
 * Creates a matcher for one day. Pure: what it says depends on nothing but what it was given; its memory grows by
 * some 35 bytes for each expected payment, and by the rows that do not match.
 */
export function createTradeMatcher({ ignoredPrefixes }: MatchingRules): TradeMatcher {
  const payments = createDayBook();
  const refunds = createDayBook();
  /** How often rows were seen that are not expected, or not again. */
  const seen = new Map<string, number>();
  const totals = { ...noTotals };

  function isForeign(line: BillPayment | BillRefund): boolean {
    return ignoredPrefixes.some((prefix) => line.outTradeNo.startsWith(prefix));
  }

  function readLine(line: BillPayment | BillRefund): LineFinding {
    const isPayment = line.kind === 'payment';
    const key = isPayment ? line.transactionId : line.outRefundNo;
    const entry = (isPayment ? payments : refunds).take(key, line.outTradeNo);
    if (entry === null || entry.takenBefore > 0) {
      const name = `${line.kind} ${key}`;
      const before = seen.get(name) ?? (entry === null ? 0 : 1);
      seen.set(name, before + 1);
      if (before === 0) return { kind: 'unmatched', line };
      return duplicate(line, before, entry?.amountFen ?? null);
    }
    const ourState = isPayment ? null : (STATES[entry.tag] ?? null);
    countOurs(line.kind, entry.amountFen);
    const found = (kind: FoundDifference['kind']) => ({
      ...describe(line, kind),
      oursFen: entry.amountFen,
      ourState,
    });
    if (!entry.checks) return { kind: 'difference', difference: found('reference-differs') };
    if (entry.amountFen !== line.amountFen) {
      const kind = isPayment ? 'amount-differs' : 'refund-amount-differs';
      return { kind: 'difference', difference: found(kind) };
    }
    if (line.kind === 'payment' || ourState === null) return null;
    if (agreeRefundState(ourState, line.status)) return null;
    return { kind: 'state', line, difference: found('refund-state-differs') };
  }

  function countOurs(kind: 'payment' | 'refund', amountFen: number): void {
    if (kind === 'payment') {
      totals.ourPayments += 1;
      totals.ourPaymentsFen += amountFen;
    } else {
      totals.ourRefunds += 1;
      totals.ourRefundsFen += amountFen;
    }
  }

  return Object.freeze<TradeMatcher>({
    expectPayment: ({ transactionId, outTradeNo, amountFen }) =>
      payments.put(transactionId, { amountFen, check: outTradeNo, tag: 0 }),
    expectRefund: ({ outRefundNo, outTradeNo, amountFen, state }) =>
      refunds.put(outRefundNo, { amountFen, check: outTradeNo, tag: STATES.indexOf(state) }),
    read(line) {
      if (line.kind === 'other') {
        totals.ignoredRows += 1;
        return null;
      }
      countBill(totals, line);
      if (!isForeign(line)) return readLine(line);
      totals.ignoredRows += 1;
      return null;
    },
    accept: (line) => countOurs(line.kind, line.amountFen),
    coverPayment: (transactionId) => void payments.take(transactionId, ''),
    missing: () => payments.untaken() + refunds.untaken(),
    missedPayment(payment) {
      if (wasNamed(payments, payment.transactionId)) return null;
      countOurs('payment', payment.amountFen);
      return missed('payment-missing-in-bill', payment.transactionId, {
        outTradeNo: payment.outTradeNo,
        transactionId: payment.transactionId,
        oursFen: payment.amountFen,
      });
    },
    missedRefund(refund) {
      if (wasNamed(refunds, refund.outRefundNo) || refund.state === 'closed') return null;
      countOurs('refund', refund.amountFen);
      return missed('refund-missing-in-bill', refund.outRefundNo, {
        outTradeNo: refund.outTradeNo,
        outRefundNo: refund.outRefundNo,
        oursFen: refund.amountFen,
        ourState: refund.state,
      });
    },
    totals: () => Object.freeze({ ...totals }),
  });
}

/** A difference about a line of the bill, to be completed with what is here. */
export function describe(
  line: BillPayment | BillRefund,
  kind: FoundDifference['kind'],
): FoundDifference {
  const isPayment = line.kind === 'payment';
  return {
    kind,
    reference: isPayment ? line.transactionId : line.outRefundNo,
    outTradeNo: line.outTradeNo,
    transactionId: line.transactionId,
    outRefundNo: isPayment ? null : line.outRefundNo,
    oursFen: null,
    billFen: line.amountFen,
    ourState: null,
    billState: isPayment ? null : line.status,
    note: null,
    healed: false,
  };
}

function duplicate(
  line: BillPayment | BillRefund,
  before: number,
  oursFen: number | null,
): LineFinding {
  const difference = describe(line, 'duplicate-row');
  const reference = `${line.kind} ${difference.reference} #${before + 1}`;
  return { kind: 'difference', difference: { ...difference, reference, oursFen } };
}

function missed(
  kind: FoundDifference['kind'],
  reference: string,
  ours: Partial<FoundDifference>,
): FoundDifference {
  const none = { outTradeNo: null, transactionId: null, outRefundNo: null, oursFen: null };
  const bill = { billFen: null, ourState: null, billState: null, note: null, healed: false };
  return { kind, reference, ...none, ...bill, ...ours };
}

function wasNamed(book: DayBook, key: string): boolean {
  return book.wasTaken(key);
}

const noTotals = {
  billPayments: 0,
  billPaymentsFen: 0,
  billRefunds: 0,
  billRefundsFen: 0,
  billFeeMilliFen: 0,
  billNetMilliFen: 0,
  ourPayments: 0,
  ourPaymentsFen: 0,
  ourRefunds: 0,
  ourRefundsFen: 0,
  ignoredRows: 0,
};

function countBill(totals: typeof noTotals, line: BillPayment | BillRefund): void {
  totals.billFeeMilliFen += line.feeMilliFen;
  if (line.kind === 'payment') {
    totals.billPayments += 1;
    totals.billPaymentsFen += line.amountFen;
    totals.billNetMilliFen += line.settlementFen * 1_000 - line.feeMilliFen;
    return;
  }
  totals.billRefunds += 1;
  totals.billRefundsFen += line.amountFen;
  // What WeChat closed has come back to the account.
  if (line.status !== 'closed') {
    totals.billNetMilliFen -= line.settlementFen * 1_000 + line.feeMilliFen;
  }
}
