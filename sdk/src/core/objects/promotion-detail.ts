/** One coupon used in a payment; amounts in fen. */
export interface PromotionDetail {
  /** Up to 32 characters. */
  readonly coupon_id: string;
  /** Up to 64 characters. */
  readonly name?: string;
  /** `GLOBAL`: whole order, `SINGLE`: single items. */
  readonly scope?: string;
  /** `CASH`: recharged coupon, `NOCASH`: not recharged. */
  readonly type?: string;
  /** Worth of the coupon in fen. */
  readonly amount: number;
  /** Up to 32 characters. */
  readonly stock_id?: string;
  /** Fen paid by WeChat. */
  readonly wechatpay_contribute?: number;
  /** Fen paid by the merchant. */
  readonly merchant_contribute?: number;
  /** Fen paid by others. */
  readonly other_contribute?: number;
  /** Currency of these amounts. */
  readonly currency?: string;
  /** The goods it is for. */
  readonly goods_detail?: readonly PromotionGoods[];
}

/** One kind of goods a single-item coupon applied to; amounts in fen. */
export interface PromotionGoods {
  /** Up to 32 characters. */
  readonly goods_id: string;
  /** How many. */
  readonly quantity: number;
  /** Fen. */
  readonly unit_price: number;
  /** Fen. */
  readonly discount_amount: number;
  /** Up to 128 characters. */
  readonly goods_remark?: string;
}
