import type { PromotionDetail } from './promotion-detail.ts';
import type { TradeState, TradeType } from './transaction.ts';

/**
 * WeChat's record of a combined order: one payment for orders of several merchants. Answer of a query, and resource
 * of `TRANSACTION.SUCCESS` when it carries `combine_out_trade_no`.
 *
 * Money is named otherwise than in plain orders: `total_amount` and `payer_amount`.
 *
 * @see combined orders, document 4012760633
 */
export interface CombineTransaction {
  /** Up to 32 characters. Always. */
  readonly combine_appid: string;
  /** The merchant that placed the order, up to 32 digits. Always. */
  readonly combine_mchid: string;
  /** The number of the whole, up to 32 characters. Always. */
  readonly combine_out_trade_no: string;
  /** If supplied. */
  readonly scene_info?: {
    /** Up to 32 characters. If supplied. */
    readonly device_id?: string;
  };
  /** At least one. Always. */
  readonly sub_orders: readonly CombineSubTransaction[];
  /** After payment. */
  readonly combine_payer_info?: {
    /** Of the payer under `combine_appid`, up to 128 characters. */
    readonly openid: string;
  };
}

/** WeChat's record of one merchant's part of a combined order. */
export interface CombineSubTransaction {
  /** The merchant of this part, up to 32 digits. Always. */
  readonly mchid: string;
  /** The number of this part, 6 to 32 characters. Always. */
  readonly out_trade_no: string;
  /** Always; all parts are paid, or none. */
  readonly trade_state: TradeState;
  /** After payment. */
  readonly trade_type?: TradeType;
  /** Up to 32 characters. After payment. */
  readonly bank_type?: string;
  /** Up to 128 bytes. */
  readonly attach?: string;
  /** After payment; perhaps before. */
  readonly amount?: CombineAmount;
  /** RFC 3339 with zone. After payment. */
  readonly success_time?: string;
  /** WeChat's number of this part, up to 32 characters; refunds name it. After payment. */
  readonly transaction_id?: string;
  /** The sub-merchant, in partner mode. */
  readonly sub_mchid?: string;
  /** If the prepay carried it. */
  readonly sub_appid?: string;
  /** Of the payer under `sub_appid`, if the prepay carried that. */
  readonly sub_openid?: string;
  /** If coupons were used; may be empty. */
  readonly promotion_detail?: readonly PromotionDetail[];
}

/** A combined order whose payment WeChat confirms: what `TRANSACTION.SUCCESS` carries for it. */
export interface PaidCombineTransaction extends CombineTransaction {
  /** At least one. */
  readonly sub_orders: readonly PaidCombineSubTransaction[];
  /** Who paid. */
  readonly combine_payer_info: {
    /** Of the payer under `combine_appid`. */
    readonly openid: string;
  };
}

/** A paid part of a combined order. */
export interface PaidCombineSubTransaction extends CombineSubTransaction {
  /** WeChat's number of this part, up to 32 characters. */
  readonly transaction_id: string;
  /** RFC 3339 with zone. */
  readonly success_time: string;
  /** What was paid for it. */
  readonly amount: CombineAmount;
}

/** Money of one part of a combined order; integers in fen. */
export interface CombineAmount {
  /** Amount of this part in fen. Compare this with your own order, never `payer_amount`. */
  readonly total_amount: number;
  /** Up to 16 characters; `CNY`. */
  readonly currency?: string;
  /** What the payer paid in fen, after coupons. After payment. */
  readonly payer_amount?: number;
  /** Up to 16 characters; `CNY`. */
  readonly payer_currency?: string;
}
