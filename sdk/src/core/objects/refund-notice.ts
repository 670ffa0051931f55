import type { RefundNoticeAmount } from './amount.ts';

/**
 * What a `REFUND.*` notification says; the refund API itself calls the state `status`, not `refund_status`.
 *
 * @see refund notification, document 4012791906
 */
export interface RefundNotice {
  /** Up to 32 digits. Direct merchants; WeChat's pages disagree on whether partners get it too. */
  readonly mchid?: string;
  /** The service provider, up to 32 digits. Partner mode. */
  readonly sp_mchid?: string;
  /** The sub-merchant, up to 32 digits. Partner mode. */
  readonly sub_mchid?: string;
  /** WeChat's number of the payment, up to 32 characters. */
  readonly transaction_id: string;
  /** The merchant's order number, up to 32 characters. */
  readonly out_trade_no: string;
  /** WeChat's number of the refund, up to 32 characters. */
  readonly refund_id: string;
  /** The merchant's refund number, up to 64 characters. */
  readonly out_refund_no: string;
  /** Values unknown today are kept as they come. */
  readonly refund_status: 'SUCCESS' | 'CLOSED' | 'ABNORMAL' | (string & {});
  /** RFC 3339 with zone. Only when `SUCCESS`. */
  readonly success_time?: string;
  /** Where the money went, text for people, up to 64 characters. */
  readonly user_received_account?: string;
  /** What went back. */
  readonly amount: RefundNoticeAmount;
}
