import type { BeijingDay } from '../ledger/beijing-day.ts';
import type { FundLine, TradeLine } from '../ledger/bill-line.ts';

/** The file of a bill, by which the same file is known again. */
export interface BillFile {
  /** SHA-1 in hex, as WeChat's signed answer announced it. */
  readonly sha1: string;
  readonly bytes: number;
}

/**
 * A bill that is fetched while its lines are read. Lines are provisional until the reading ended without an
 * error; a day without trade has no lines and no file.
 */
export interface BillReading<Line> {
  readonly lines: AsyncIterable<Line>;
  /** Null until the end, and when there is no bill. */
  file(): BillFile | null;
}

/** WeChat's bills. Reading fails with `PlatformFailure`: `STATEMENT_CREATING` when it is too early. */
export interface BillReader {
  /** The payments and refunds of a day. */
  readTradeBill(day: BeijingDay): BillReading<TradeLine>;
  /** The movements of the basic account on a day. */
  readFundFlowBill(day: BeijingDay): BillReading<FundLine>;
}
