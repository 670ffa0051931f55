import type { TransactionAmount } from './amount.ts';
import type { PromotionDetail } from './promotion-detail.ts';

/**
 * State of an order at WeChat. `REFUND` also means *paid*: some of it was refunded, perhaps a part only.
 * `REVOKED`, `USERPAYING`, `PAYERROR` occur with payment codes only. Values unknown today are kept as they come.
 */
export type TradeState =
  | 'NOTPAY'
  | 'SUCCESS'
  | 'REFUND'
  | 'CLOSED'
  | 'REVOKED'
  | 'USERPAYING'
  | 'PAYERROR'
  | (string & {});

/** How the order was paid: `JSAPI` for mini-programs. Values unknown today are kept as they come. */
export type TradeType =
  | 'JSAPI'
  | 'NATIVE'
  | 'APP'
  | 'MICROPAY'
  | 'MWEB'
  | 'FACEPAY'
  | (string & {});

/**
 * WeChat's record of an order of a direct merchant: answer of a query, and resource of `TRANSACTION.SUCCESS`.
 *
 * @see query by merchant number, document 4012791900; payment notification, document 4012791902
 */
export interface Transaction {
  /** Up to 32 characters. Always. */
  readonly appid: string;
  /** Up to 32 digits. Always. */
  readonly mchid: string;
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
  /** After payment. */
  readonly payer?: { readonly openid: string };
  /** After payment; perhaps before. */
  readonly amount?: TransactionAmount;
  /** If supplied. */
  readonly scene_info?: { readonly device_id?: string };
  /** If coupons were used; may be empty. */
  readonly promotion_detail?: readonly PromotionDetail[];
}

/** A transaction whose payment WeChat confirms: what `TRANSACTION.SUCCESS` carries. */
export interface PaidTransaction extends Transaction {
  readonly transaction_id: string;
  readonly success_time: string;
  readonly payer: { readonly openid: string };
  readonly amount: TransactionAmount;
}
