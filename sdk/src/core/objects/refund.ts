/**
 * State of a refund at WeChat: `status` in the refund API, `refund_status` in notifications.
 *
 * `PROCESSING` becomes one of the others. `SUCCESS` and `CLOSED` stay; after `CLOSED` refund again under a new
 * number. `ABNORMAL` waits for `refunds.applyAbnormal`. Values unknown today are kept as they come.
 */
export type RefundStatus = 'PROCESSING' | 'SUCCESS' | 'CLOSED' | 'ABNORMAL' | (string & {});

/**
 * WeChat's record of a refund: answer of create, query and abnormal refund. An answer to create means *accepted*,
 * not refunded: look at `status`.
 *
 * @see refund query, document 4012791904
 */
export interface Refund {
  /** WeChat's number of the refund, up to 32 characters. */
  readonly refund_id: string;
  /** The merchant's refund number, up to 64 characters. */
  readonly out_refund_no: string;
  /** WeChat's number of the payment, up to 32 characters. */
  readonly transaction_id: string;
  /** The merchant's order number, up to 32 characters. */
  readonly out_trade_no: string;
  /** Notifications call the same value `refund_status`. */
  readonly status: RefundStatus;
  /** RFC 3339 with zone: when it was accepted. */
  readonly create_time: string;
  /** RFC 3339 with zone. Only when `SUCCESS`. */
  readonly success_time?: string;
  /** Way back. Values unknown today are kept as they come. */
  readonly channel?: 'ORIGINAL' | 'BALANCE' | 'OTHER_BALANCE' | 'OTHER_BANKCARD' | (string & {});
  /** Where the money goes, text for people, up to 64 characters. */
  readonly user_received_account?: string;
  /** Account of the merchant that paid, e.g. `UNSETTLED`, `AVAILABLE`. */
  readonly funds_account?: string;
  /** What goes back. */
  readonly amount: RefundAmount;
  /** If coupons were used; may be empty. */
  readonly promotion_detail?: readonly RefundPromotion[];
}

/** Money of a refund; integers in fen. */
export interface RefundAmount {
  /** Amount of the order. */
  readonly total: number;
  /** Amount of this refund. */
  readonly refund: number;
  /** What the payer paid. */
  readonly payer_total?: number;
  /** Cash that goes back to the payer. */
  readonly payer_refund?: number;
  /** Amount of the order, coupons not recharged excluded. */
  readonly settlement_total?: number;
  /** Amount of this refund, coupons not recharged excluded. */
  readonly settlement_refund?: number;
  /** Part of coupons that goes back. */
  readonly discount_refund?: number;
  /** Part of the fee that goes back to the merchant. */
  readonly refund_fee?: number;
  /** `CNY`. */
  readonly currency?: string;
  /** Accounts the money came from. */
  readonly from?: readonly RefundSource[];
}

/** An account that pays a part of a refund. */
export interface RefundSource {
  /** Where the money comes from. */
  readonly account: 'AVAILABLE' | 'UNAVAILABLE' | (string & {});
  /** Fen. */
  readonly amount: number;
}

/** One coupon of the refunded order; amounts in fen. */
export interface RefundPromotion {
  /** Up to 32 characters. */
  readonly promotion_id: string;
  /** `GLOBAL`: whole order, `SINGLE`: single items. */
  readonly scope?: string;
  /** `COUPON`, `DISCOUNT`, `CASH` or `NOCASH`: WeChat's documents disagree. */
  readonly type?: string;
  /** Fen. */
  readonly amount?: number;
  /** Fen. */
  readonly refund_amount?: number;
  /** The goods given back. */
  readonly goods_detail?: readonly RefundGoods[];
}

/** One kind of goods that is refunded; prices in fen. */
export interface RefundGoods {
  /** Up to 32 characters. */
  readonly merchant_goods_id: string;
  /** Up to 32 characters. */
  readonly wechatpay_goods_id?: string;
  /** Up to 256 characters. */
  readonly goods_name?: string;
  /** Fen. */
  readonly unit_price: number;
  /** Fen. */
  readonly refund_amount: number;
  /** How many, an integer. */
  readonly refund_quantity: number;
}
