import type { FundLine, FundTotals, TradeTotals } from './bill-line.ts';
import type { FoundDifference } from './difference.ts';

/** Adds up the movements of a fund-flow bill. */
export function createFundCount(): { read(line: FundLine): void; totals(): FundTotals } {
  const totals = { rows: 0, netFen: 0, feeFen: 0, otherRows: 0, otherFen: 0 };
  return {
    read({ kind, amountFen }) {
      totals.rows += 1;
      if (kind === 'other') {
        totals.otherRows += 1;
        totals.otherFen += amountFen;
        return;
      }
      totals.netFen += amountFen;
      if (kind === 'fee') totals.feeFen -= amountFen;
    },
    totals: () => Object.freeze({ ...totals }),
  };
}

/**
 * Holds what moved on the account against the trade bill of the same day: payments less refunds less fees must be the
 * same, to the fen.
 *
 * @param note What else is known, for people.
 */
export function judgeFundFlow(trade: TradeTotals, fund: FundTotals): FoundDifference | null {
  if (trade.billNetMilliFen === fund.netFen * 1_000) return null;
  return {
    kind: 'fund-flow-differs',
    reference: 'net',
    outTradeNo: null,
    transactionId: null,
    outRefundNo: null,
    // Here "ours" is the trade bill, which has been held against our books already.
    oursFen: Math.round(trade.billNetMilliFen / 1_000),
    billFen: fund.netFen,
    ourState: null,
    billState: null,
    note: null,
    healed: false,
  };
}
