import type { TransactionAmount } from './amount.ts';
import type { PromotionDetail } from './promotion-detail.ts';
import type { TradeState, TradeType } from './transaction.ts';

/** What WeChat says about an order, whoever it belongs to. */
export interface TransactionFacts {
  /** The merchant's order number, 6 to 32 characters. Always. */
  readonly out_trade_no: string;
  /** Always. */
  readonly trade_state: TradeState;
  /** Text for people, up to 256 characters, in Chinese. */
  readonly trade_state_desc?: string;
  /** WeChat's own number, up to 32 characters. After payment. */
  readonly transaction_id?: string;
  /** After payment. */
  readonly trade_type?: TradeType;
  /** Up to 32 characters, e.g. `CMB_DEBIT`, `OTHERS`. After payment. */
  readonly bank_type?: string;
  /** What the prepay carried, up to 128 bytes. After payment, if supplied. */
  readonly attach?: string;
  /** RFC 3339 with zone. After payment. */
  readonly success_time?: string;
  /** After payment; perhaps before. */
  readonly amount?: TransactionAmount;
  /** If supplied. */
  readonly scene_info?: {
    /** Up to 32 characters. If supplied. */
    readonly device_id?: string;
  };
  /** If coupons were used; may be empty. */
  readonly promotion_detail?: readonly PromotionDetail[];
}
