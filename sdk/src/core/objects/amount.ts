/** Money of an order as WeChat reports it; integers in fen. */
export interface TransactionAmount {
  /** Amount of the order in fen. Compare this with your own order, never `payer_total`. */
  readonly total: number;
  /** What the payer paid in fen, after coupons. After payment. */
  readonly payer_total?: number;
  /** Up to 16 characters; `CNY`. */
  readonly currency?: string;
  /** Up to 16 characters; `CNY`. */
  readonly payer_currency?: string;
}

/** Money of a refund as a notification reports it; integers in fen. */
export interface RefundNoticeAmount {
  /** Amount of the order in fen. */
  readonly total: number;
  /** Amount of this refund in fen. */
  readonly refund: number;
  /** What the payer paid in fen. */
  readonly payer_total?: number;
  /** What goes back to the payer in fen. */
  readonly payer_refund?: number;
}
