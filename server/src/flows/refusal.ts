import type { UrlProblem } from '../ports.ts';

/** Why a flow did not do what it was asked; each has its line in the error table of `http`. */
export type RefusalCode =
  | 'unauthorized'
  | 'sign_in_needed'
  | 'sign_in_refused'
  | 'sign_in_locked'
  | 'code_refused'
  | 'password_refused'
  | 'link_ended'
  | 'totp_needed'
  | 'email_invalid'
  | 'role_unknown'
  | 'last_owner'
  | 'person_of_others'
  | 'user_exists'
  | 'not_found'
  | 'login_code_refused'
  | 'no_items'
  | 'scope_unknown'
  | 'scope_exceeded'
  | 'merchant_key_invalid'
  | 'merchant_key_needed'
  | 'merchant_exists'
  | 'merchant_not_set_up'
  | 'description_invalid'
  | 'product_exists'
  | 'stock_too_small'
  | 'order_not_disputed'
  | 'dispute_not_settled'
  | 'idempotency_key_missing'
  | 'quantity_out_of_range'
  | 'product_unknown'
  | 'product_unavailable'
  | 'amount_out_of_range'
  | 'amount_mismatch'
  | 'idempotency_conflict'
  | 'order_already_paid'
  | 'order_closed'
  | 'order_expired'
  | 'order_disputed'
  | 'order_busy'
  | 'order_not_paid'
  | 'order_not_shippable'
  | 'order_not_shipped'
  | 'shipment_invalid'
  | 'shipment_of_several_payers'
  | 'shipment_final'
  | 'refund_amount_out_of_range'
  | 'refund_reason_invalid'
  | 'refund_too_late'
  | 'refund_limit_reached'
  | 'refund_not_awaiting_approval'
  | 'second_person_needed'
  | 'difference_resolved'
  | 'day_without_bill'
  | 'range_invalid'
  | 'payer_unknown'
  | 'phone_number_unreadable'
  | 'phone_code_refused'
  | 'webhook_url_refused'
  | 'webhook_endpoint_limit_reached'
  | 'webhook_secret_limit_reached'
  | 'webhook_endpoint_disabled'
  | 'webhook_endpoint_busy'
  | 'wechat_refused'
  | 'wechat_unavailable';

/** What a refusal may tell the caller besides its code. */
export interface RefusalDetails {
  /** Which product it is about. */
  readonly productId?: string;
  /** What is wrong with a key; never the key. */
  readonly keyProblem?: string;
  /** In what WeChat's word disagrees with the order. */
  readonly disagreements?: readonly string[];
  /** Why a password is none to choose. */
  readonly passwordProblem?: 'length' | 'common' | 'email';
  /** When to ask again. */
  readonly retryAfterSeconds?: number;
  /** What is left to refund, in fen. */
  readonly remainingFen?: number;
  /** May the call to WeChat have had its effect? `unknown` is asked again, never taken for a failure. */
  readonly outcome?: 'none' | 'refused' | 'unknown';
  /** Why nothing is sent to a URL. */
  readonly urlProblem?: UrlProblem;
  /** WeChat's own code. */
  readonly wechatCode?: string;
}

/** A flow refuses: nothing went wrong here, and the caller can be told why. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly code: RefusalCode;
  readonly details: RefusalDetails;

  constructor(code: RefusalCode, details: RefusalDetails = {}, options?: { cause?: unknown }) {
    super(code, options);
    this.code = code;
    this.details = details;
  }
}
