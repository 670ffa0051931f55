/** Which of WeChat's bills: payments and refunds, or the movements of the basic account. */
export type BillKind = 'trade' | 'fund-flow';

/** What a trade bill says about a payment. A bill is checked by hash but not signed: it is never evidence. */
export interface BillPayment {
  readonly kind: 'payment';
  /** WeChat's payment time. */
  readonly atMs: number;
  readonly outTradeNo: string;
  readonly transactionId: string;
  readonly amountFen: number;
  /** What of it the merchant gets: without coupons that others pay for. */
  readonly settlementFen: number;
  /** Thousandths of a fen. */
  readonly feeMilliFen: number;
}

/** How a bill says a refund stood at nine o'clock on the next morning; `other` covers words we do not know. */
export type BillRefundStatus = 'processing' | 'succeeded' | 'closed' | 'abnormal' | 'other';

/** What a trade bill says about a refund. */
export interface BillRefund {
  readonly kind: 'refund';
  /** When WeChat accepted it. */
  readonly atMs: number;
  readonly outTradeNo: string;
  readonly transactionId: string;
  readonly outRefundNo: string;
  readonly refundId: string;
  readonly status: BillRefundStatus;
  readonly amountFen: number;
  /** What of it left the merchant's account. */
  readonly settlementFen: number;
  /** Thousandths of a fen; negative: it comes back. */
  readonly feeMilliFen: number;
}

/** A line of a trade bill; `other` is neither, such as a payment code that was revoked. */
export type TradeLine = BillPayment | BillRefund | { readonly kind: 'other' };

/** A movement of a fund-flow bill. */
export interface FundLine {
  /** `other`: withdrawals, transfers, profit sharing and whatever else is not in the trade bill. */
  readonly kind: 'payment' | 'refund' | 'fee' | 'other';
  /** Negative: out. */
  readonly amountFen: number;
}

/** The sums of a trade bill and of what was found of it here, in fen. */
export interface TradeTotals {
  readonly billPayments: number;
  readonly billPaymentsFen: number;
  readonly billRefunds: number;
  readonly billRefundsFen: number;
  /** Thousandths of a fen, refunds taken off. */
  readonly billFeeMilliFen: number;
  /** What the day's payments less refunds less fees must have moved on the account; thousandths of a fen. */
  readonly billNetMilliFen: number;
  readonly ourPayments: number;
  readonly ourPaymentsFen: number;
  readonly ourRefunds: number;
  readonly ourRefundsFen: number;
  /** Rows that a rule takes for another system's, and rows that are neither payment nor refund. */
  readonly ignoredRows: number;
}

/** The sums of a fund-flow bill, in fen. */
export interface FundTotals {
  readonly rows: number;
  /** Payments less refunds less fees. */
  readonly netFen: number;
  readonly feeFen: number;
  readonly otherRows: number;
  readonly otherFen: number;
}
