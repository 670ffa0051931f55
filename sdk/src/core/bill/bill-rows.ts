/**
 * One row of a trade bill: a payment, or (`tradeState` `REFUND`) a refund. Texts are as the bill has them.
 *
 * Members that a type or an age of bills does not have are undefined.
 *
 * @see trade bill, document 4012791907
 */
export interface TradeBillRow {
  /** Payment time; of a refund the time it was accepted. `yyyy-MM-dd HH:mm:ss`, Beijing. */
  readonly tradeTime: string;
  readonly appid: string;
  readonly mchid: string;
  /** `0` in direct mode. */
  readonly subMchid: string;
  readonly deviceId: string;
  readonly transactionId: string;
  readonly outTradeNo: string;
  readonly openid: string;
  /** `JSAPI`, `NATIVE`, `APP`, `MICROPAY`, `FACE` …: not quite the words of the API. */
  readonly tradeType: string;
  /** `SUCCESS`, `REFUND`, `REVOKED`. */
  readonly tradeState: string;
  readonly bankType: string;
  readonly currency: string;
  /** Order amount less coupons that were not recharged, fen; 0 in refund rows. */
  readonly settlementFen: number;
  readonly couponFen: number;
  /** In `REFUND` bills. */
  readonly refundAppliedTime: string | undefined;
  /** In `REFUND` bills; empty while it is processing. */
  readonly refundSuccessTime: string | undefined;
  /** `0` in payment rows. */
  readonly refundId: string | undefined;
  /** `0` in payment rows. */
  readonly outRefundNo: string | undefined;
  /** The part that was settled, fen. */
  readonly refundFen: number | undefined;
  readonly couponRefundFen: number | undefined;
  /** `ORIGINAL`, `BALANCE` … */
  readonly refundType: string | undefined;
  /** `SUCCESS`, `PROCESSING`, `FAIL`, `CHANGE`: not the words of the API. */
  readonly refundState: string | undefined;
  /** WeChat writes a comma as `\ ` and a line end as `\n`; what it meant cannot be told, so it is left. */
  readonly description: string;
  readonly attach: string;
  /** Thousandths of a fen (0.32000 yuan is 32,000); negative in refund rows. */
  readonly feeMilliFen: number;
  /** As text, e.g. `0.60%`. */
  readonly rate: string;
  /** Of the order, fen; 0 in refund rows. Undefined in old layouts. */
  readonly amountFen: number | undefined;
  /** Fen; 0 in payment rows. */
  readonly requestedRefundFen: number | undefined;
  readonly rateNote: string | undefined;
  /** Columns this version does not know, by their names. */
  readonly other: Readonly<Record<string, string>>;
}

/** The summary of a trade bill; it agrees with the rows. */
export interface TradeBillSummary {
  readonly rows: number;
  readonly settlementFen: number;
  readonly refundFen: number;
  readonly couponRefundFen: number;
  /** Thousandths of a fen, refunds taken off. */
  readonly feeMilliFen: number;
  /** Undefined in old layouts. */
  readonly amountFen: number | undefined;
  /** Undefined in old layouts. */
  readonly requestedRefundFen: number | undefined;
}

/**
 * One movement of a fund-flow bill.
 *
 * @see fund-flow bill, document 4012791908
 */
export interface FundFlowRow {
  /** `yyyy-MM-dd HH:mm:ss`, Beijing. */
  readonly bookedTime: string;
  /** WeChat's number of the payment, refund … behind it. */
  readonly businessId: string;
  readonly flowId: string;
  /** E.g. `交易`, `退款`, `扣除交易手续费`. */
  readonly businessName: string;
  readonly businessType: string;
  /** `收入` is `in`, `支出` is `out`. */
  readonly direction: 'in' | 'out';
  /** Never negative, fen. */
  readonly amountFen: number;
  /** Of the account afterwards, fen. */
  readonly balanceFen: number;
  /** E.g. `1601959334API` or `system`. */
  readonly applicant: string;
  readonly note: string;
  readonly voucherId: string;
  /** Columns this version does not know, by their names. */
  readonly other: Readonly<Record<string, string>>;
}

/** The summary of a fund-flow bill; it agrees with the rows. */
export interface FundFlowSummary {
  readonly rows: number;
  readonly inCount: number;
  readonly inFen: number;
  readonly outCount: number;
  readonly outFen: number;
}
