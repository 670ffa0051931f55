import { ArgumentError } from '../../core/errors/argument-error.ts';
import { isText } from '../../core/objects/is-amount.ts';

/** Names a payment as the shipping queries do: other members than in an upload, the same numbers. */
export type PaymentKey =
  | {
      /** WeChat's number of the payment, up to 32 characters. */
      readonly transaction_id: string;
      /** Not together with `transaction_id`. */
      readonly merchant_id?: never;
      /** Not together with `transaction_id`. */
      readonly merchant_trade_no?: never;
    }
  | {
      /** Not together with `merchant_id`. */
      readonly transaction_id?: never;
      /** The merchant number (`mchid` of an upload). */
      readonly merchant_id: string;
      /** The out_trade_no. */
      readonly merchant_trade_no: string;
      /** For a payment of a sub-merchant. */
      readonly sub_merchant_id?: string;
    };

/** Checks the name of a payment. @throws ArgumentError */
export function checkPaymentKey(key: PaymentKey): void {
  if (key.transaction_id !== undefined) {
    if (!isText(key.transaction_id)) throw new ArgumentError('transaction_id', 'must be given');
    return;
  }
  if (!isText(key.merchant_id)) throw new ArgumentError('merchant_id', 'must be given');
  if (!isText(key.merchant_trade_no)) throw new ArgumentError('merchant_trade_no', 'must be given');
}
