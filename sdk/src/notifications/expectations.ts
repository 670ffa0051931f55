/** Our own order, as its prepay request said it: what `TRANSACTION.SUCCESS` must agree with. */
export interface ExpectedPayment {
  readonly appid: string;
  readonly mchid: string;
  readonly out_trade_no: string;
  /** `total` in fen; `currency` is `CNY` unless it says otherwise. */
  readonly amount: { readonly total: number; readonly currency?: string };
  /** Give it whenever it is known: with JSAPI it always is. */
  readonly payer?: { readonly openid: string };
}

/** A sub-merchant's order, as its prepay request said it: what `TRANSACTION.SUCCESS.PARTNER` must agree with. */
export interface ExpectedPartnerPayment {
  readonly sp_appid: string;
  readonly sp_mchid: string;
  readonly sub_appid?: string;
  readonly sub_mchid: string;
  readonly out_trade_no: string;
  /** `total` in fen; `currency` is `CNY` unless it says otherwise. */
  readonly amount: { readonly total: number; readonly currency?: string };
  /** The one that the prepay carried. */
  readonly payer?: { readonly sp_openid?: string; readonly sub_openid?: string };
}

/** A combined order, as its prepay request said it: what `TRANSACTION.SUCCESS.COMBINE` must agree with. */
export interface ExpectedCombinePayment {
  readonly combine_appid: string;
  readonly combine_mchid: string;
  readonly combine_out_trade_no: string;
  /** All parts, in any order. */
  readonly sub_orders: readonly {
    readonly mchid: string;
    readonly sub_mchid?: string;
    readonly out_trade_no: string;
    /** `total_amount` in fen; `currency` is `CNY` unless it says otherwise. */
    readonly amount: { readonly total_amount: number; readonly currency?: string };
  }[];
  readonly combine_payer_info?: { readonly openid: string };
}

/** Our own refund: what `REFUND.*` must agree with. */
export interface ExpectedRefund {
  /** The merchant who asked for the refund: of a partner, the service provider. */
  readonly mchid: string;
  /** Partner mode. */
  readonly sub_mchid?: string;
  readonly out_trade_no: string;
  readonly out_refund_no: string;
  /** Fen: of the order, and of this refund. */
  readonly amount: { readonly total: number; readonly refund: number };
}

/** Our own transfer: what `MCHTRANSFER.BILL.FINISHED` must agree with. */
export interface ExpectedTransfer {
  readonly mchid: string;
  readonly out_bill_no: string;
  /** Fen. */
  readonly transfer_amount: number;
  readonly openid?: string;
}
