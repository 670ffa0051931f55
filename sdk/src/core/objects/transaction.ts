import type { TransactionAmount } from './amount.ts';
import type { TransactionFacts } from './transaction-facts.ts';

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
export interface Transaction extends TransactionFacts {
  /** Up to 32 characters. Always. */
  readonly appid: string;
  /** Up to 32 digits. Always. */
  readonly mchid: string;
  /** After payment. */
  readonly payer?: {
    /** Of the payer under `appid`, up to 128 characters. */
    readonly openid: string;
  };
}

/** A transaction whose payment WeChat confirms: what `TRANSACTION.SUCCESS` carries. */
export interface PaidTransaction extends Transaction {
  /** WeChat's number of the payment, up to 32 characters. */
  readonly transaction_id: string;
  /** RFC 3339 with zone. */
  readonly success_time: string;
  /** Who paid. */
  readonly payer: {
    /** Of the payer under `appid`, up to 128 characters. */
    readonly openid: string;
  };
  /** What was paid. */
  readonly amount: TransactionAmount;
}
