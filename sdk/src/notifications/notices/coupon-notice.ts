import { isText } from '../../core/objects/is-amount.ts';
import type { JsonObject } from '../../core/parse-object.ts';

/**
 * What `COUPON.USE` says: a cash coupon was used.
 *
 * Only `stock_id` is certain: the families of coupons fill the rest differently.
 *
 * @see cash coupon use notification, pay.weixin.qq.com apis/cash-coupons/check-notice
 */
export interface CouponUseNotice {
  /** The batch of the coupon. */
  readonly stock_id: string;
  /** The merchant who created the batch. */
  readonly stock_creator_mchid?: string;
  /** WeChat’s number of the coupon. */
  readonly coupon_id?: string;
  /** For people. */
  readonly coupon_name?: string;
  /** `SENDED`, `USED` or `EXPIRED`. */
  readonly status?: string;
  /** For people. */
  readonly description?: string;
  /** `NORMAL` or `CUT_TO`. */
  readonly coupon_type?: string;
  /** RFC 3339 with zone. */
  readonly create_time?: string;
  /** Where and for what it was used. */
  readonly consume_information?: {
    /** RFC 3339 with zone. */
    readonly consume_time?: string;
    /** The merchant where it was used. */
    readonly consume_mchid?: string;
    /** WeChat's number of the payment. */
    readonly transaction_id?: string;
    /** Fen. Only for coupons that can be used several times. */
    readonly consume_amount?: number;
  };
}

/**
 * What `COUPON.SEND` says: a user received a merchant coupon.
 *
 * @see merchant coupon notification, pay.weixin.qq.com apis/merchant-exclusive-coupon/coupon/busicoupon-send
 */
export interface CouponSendNotice {
  /** The batch of the coupon. */
  readonly stock_id: string;
  /** The code of this one coupon. */
  readonly coupon_code?: string;
  /** RFC 3339 with zone. */
  readonly send_time?: string;
  /** Of the user. */
  readonly openid?: string;
  /** Of the person. */
  readonly unionid?: string;
  /** E.g. `BUSICOUPON_SEND_CHANNEL_MINIAPP`. */
  readonly send_channel?: string;
  /** The merchant who sent it. */
  readonly send_merchant?: string;
}

/** Whether a verified object keeps the promises of `CouponUseNotice` or of `CouponSendNotice`. */
export function isCouponNotice(
  value: JsonObject,
): value is JsonObject & CouponUseNotice & CouponSendNotice {
  return isText(value.stock_id);
}
