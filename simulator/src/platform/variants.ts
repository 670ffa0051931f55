/**
 * One answer for each question that WeChat's documents leave open; every alternative has been documented or seen.
 */
export interface Variants {
  /** Prepay again with other parameters: 400 `INVALID_REQUEST` (seen, default) or 403 `OUT_TRADE_NO_USED` (documented). */
  readonly changedPrepay: 'INVALID_REQUEST' | 'OUT_TRADE_NO_USED';
  /** Prepay or close of a paid order, always 400: `ORDERPAID` (default) or `ORDER_PAID`. */
  readonly paidCode: 'ORDERPAID' | 'ORDER_PAID';
  /** Query of an unknown number, always 404: `ORDER_NOT_EXIST` (default) or the older `ORDERNOTEXIST`. */
  readonly unknownOrderCode: 'ORDER_NOT_EXIST' | 'ORDERNOTEXIST';
  /** Query, close or refund of an order that exists but has another owner: 400 `INVALID_REQUEST` (default) or 403 `NO_AUTH`. */
  readonly foreignOrderCode: 'INVALID_REQUEST' | 'NO_AUTH';
  /** Close of an unknown number: 404 (default), or 204 after which the number is used up. */
  readonly closeUnknown: '404' | '204';
  /** Earlier `prepay_id`s of an order after a repeated prepay: stay `usable` for their two hours (default) or `replaced`. */
  readonly earlierPrepayIds: 'usable' | 'replaced';
  /** An order past its `time_expire`: stays `NOTPAY` (default, documented) or reads `CLOSED` (seen). */
  readonly expiredOrder: 'NOTPAY' | 'CLOSED';
  /** The cashier looks at the `order` before `paySign` (default) or at the `signature` first. */
  readonly cashierChecksFirst: 'order' | 'signature';
  /**
   * A well-formed openid that never logged in here: `accepted` (default), since a simulator forgets its users when it
   * restarts and its merchant's server does not; or `refused` as a stranger's.
   */
  readonly unseenOpenid: 'accepted' | 'refused';
  /** The moment from which an order with a refund reads `REFUND`: its acceptance (default) or its success. */
  readonly refundedOrder: 'accepted' | 'succeeded';
  /** How long an accepted refund takes to arrive, in milliseconds; 300,000 (about what a balance takes) by default. */
  readonly refundArrivalMs: number;
  /** Two refunds of one order within a minute: the second is `refused` with 429 (default) or `accepted`. */
  readonly refundPacing: 'refused' | 'accepted';
  /** The same `out_refund_no` with other parameters, always 400: `INVALID_REQUEST` (default) or `REFUND_FEE_MISMATCH`. */
  readonly changedRefundCode: 'INVALID_REQUEST' | 'REFUND_FEE_MISMATCH';
  /** A refund more than 365 days after the payment, always 400: `INVALID_REQUEST` (default) or `TRADE_OVERDUE`. */
  readonly overdueRefundCode: 'INVALID_REQUEST' | 'TRADE_OVERDUE';
  /** What a partner's refund notification names: `sp_mchid` and `sub_mchid` (default) or, as the sample shows, `mchid`. */
  readonly partnerRefundNames: 'sp_mchid' | 'mchid';
  /** How long a profit sharing takes to finish, in milliseconds; 60,000 by default. */
  readonly sharingArrivalMs: number;
  /** The retries of transfer notifications: `dense` (a third-party list, default) or those of payments (`usual`). */
  readonly transferRetries: 'dense' | 'usual';
  /** Merchant text in bills: commas and line ends `escaped` (default, documented) or left as they are (`verbatim`, seen). */
  readonly billText: 'escaped' | 'verbatim';
  /** What `hash_value` of a gzip bill is taken of: the `plain` file (default, as the official sample has it) or the `gzip` one. */
  readonly billHash: 'plain' | 'gzip';
  /** Share (0…1) of login codes that replace the payer's `session_key`; 1 by default: the strictest platform. */
  readonly sessionKeyRotation: number;
}

/** The variants a simulator uses unless told otherwise. */
export const defaultVariants: Variants = Object.freeze({
  changedPrepay: 'INVALID_REQUEST',
  paidCode: 'ORDERPAID',
  unknownOrderCode: 'ORDER_NOT_EXIST',
  foreignOrderCode: 'INVALID_REQUEST',
  closeUnknown: '404',
  earlierPrepayIds: 'usable',
  expiredOrder: 'NOTPAY',
  cashierChecksFirst: 'order',
  unseenOpenid: 'accepted',
  refundedOrder: 'accepted',
  refundArrivalMs: 300_000,
  refundPacing: 'refused',
  changedRefundCode: 'INVALID_REQUEST',
  overdueRefundCode: 'INVALID_REQUEST',
  partnerRefundNames: 'sp_mchid',
  sharingArrivalMs: 60_000,
  transferRetries: 'dense',
  billText: 'escaped',
  billHash: 'plain',
  sessionKeyRotation: 1,
});
