/**
 * Which trade bill.
 *
 * @see trade bill, document 4012791907
 */
export interface TradeBillRequest {
  /** `yyyy-MM-dd`, a Beijing day: not today, not older than three months. Ready from about 10:00 on the next day. */
  readonly bill_date: string;
  /** WeChat's default: `ALL`. */
  readonly bill_type?: 'ALL' | 'SUCCESS' | 'REFUND';
  /** Service providers: one sub-merchant, up to 32 digits. WeChat's default: all of them. */
  readonly sub_mchid?: string;
  /** Packs the file. WeChat's default: plain. */
  readonly tar_type?: 'GZIP';
}

/**
 * Which fund-flow bill; at most 3 requests a second.
 *
 * @see fund-flow bill, document 4012791908
 */
export interface FundFlowBillRequest {
  /** `yyyy-MM-dd`, a Beijing day. */
  readonly bill_date: string;
  /** WeChat's default: `BASIC`. */
  readonly account_type?: 'BASIC' | 'OPERATION' | 'FEES';
  /** Packs the file. WeChat's default: plain. */
  readonly tar_type?: 'GZIP';
}

/** Which fund-flow bill of a sub-merchant, asked for by its service provider. */
export interface SubMerchantFundFlowBillRequest {
  /** Up to 32 digits. */
  readonly sub_mchid: string;
  /** `yyyy-MM-dd`, a Beijing day. */
  readonly bill_date: string;
  /** Which account; required here. */
  readonly account_type: 'BASIC' | 'OPERATION' | 'FEES' | 'DEPOSIT';
  /** Packs the file before it is encrypted. WeChat's default: plain. */
  readonly tar_type?: 'GZIP';
}

/** Where a bill can be fetched. */
export interface BillTicket {
  /** How `hash_value` was made: SHA-1. */
  readonly hash_type: 'SHA1';
  /** 40 hex digits, of the unpacked file. */
  readonly hash_value: string;
  /** Good for five minutes; send a signed GET to it, as `bills.download` does. */
  readonly download_url: string;
}

/** Where one file of an encrypted bill can be fetched. */
export interface SealedBillTicket extends BillTicket {
  /** From 1; the files in this order make one bill. */
  readonly bill_sequence: number;
  /** The key of the file, encrypted for the merchant certificate. */
  readonly encrypt_key: string;
  /** For decrypting the file. */
  readonly nonce: string;
}

/** The files of an encrypted bill. */
export interface SealedBillTickets {
  /** How many files there are. */
  readonly download_bill_count: number;
  /** The files. */
  readonly download_bill_list: readonly SealedBillTicket[];
}
