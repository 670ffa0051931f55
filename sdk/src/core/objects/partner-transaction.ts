import type { TransactionAmount } from './amount.ts';
import type { TransactionFacts } from './transaction-facts.ts';

/**
 * WeChat's record of an order that a service provider placed for a sub-merchant: answer of a query, and resource
 * of `TRANSACTION.SUCCESS` in partner mode.
 *
 * @see partner query, document 4013080235
 */
export interface PartnerTransaction extends TransactionFacts {
  /** Of the service provider, up to 32 characters. Always. */
  readonly sp_appid: string;
  /** The service provider, up to 32 digits. Always. */
  readonly sp_mchid: string;
  /** Of the sub-merchant, up to 32 characters. If the prepay carried it. */
  readonly sub_appid?: string;
  /** The sub-merchant that receives the money, up to 32 digits. Always. */
  readonly sub_mchid: string;
  /** After payment. */
  readonly payer?: PartnerPayer;
}

/** Who paid an order of a sub-merchant. */
export interface PartnerPayer {
  /** Of the payer under `sp_appid`, up to 128 characters. */
  readonly sp_openid?: string;
  /** Of the payer under `sub_appid`, up to 128 characters. If the prepay carried `sub_appid`. */
  readonly sub_openid?: string;
}

/** A sub-merchant's transaction whose payment WeChat confirms. */
export interface PaidPartnerTransaction extends PartnerTransaction {
  /** WeChat's number of the payment, up to 32 characters. */
  readonly transaction_id: string;
  /** RFC 3339 with zone. */
  readonly success_time: string;
  /** Who paid. */
  readonly payer: PartnerPayer;
  /** What was paid. */
  readonly amount: TransactionAmount;
}
