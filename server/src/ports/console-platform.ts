import type { BeijingDay } from '../ledger/beijing-day.ts';
import type { BillKind } from '../ledger/bill-line.ts';

/** A certificate of WeChat Pay's that is kept here. */
export interface Certificate {
  readonly serial: string;
  readonly expiresAtMs: number;
}

/** What one step of a set-up check found, in a sentence that says what to do. */
export interface SetupFinding {
  /** e.g. `merchant-key`, `apiv3-key`, `binding`, `mini-program`, `notify-url`; a setting's name when it is malformed. */
  readonly step: string;
  readonly outcome: 'ok' | 'warning' | 'failed' | 'skipped';
  readonly zh: string;
  readonly en: string;
}

/** What people want of WeChat who set a merchant up or look into its books. */
export interface ConsolePlatform {
  /** Where WeChat Pay is, without a slash at the end. */
  readonly wechatpayUrl: string;
  /** Those that are kept; a public key has no end. */
  listCertificates(): readonly Certificate[];
  /**
   * Fetches a bill as WeChat made it, unpacked, piece by piece: provisional until it ended without an error.
   * Nothing comes on a day without trade; a service provider's trade bill has all its sub-merchants and is refused.
   */
  downloadBill(day: BeijingDay, bill: BillKind): AsyncIterable<Uint8Array>;
  /**
   * Tries every key once. It orders one fen that nobody can pay and closes that at once; no money moves. Never rejects.
   *
   * @param notifyUrl Judged by its form, not called.
   */
  checkSetup(notifyUrl: string): Promise<readonly SetupFinding[]>;
}
