import type { PaidCombineTransaction } from '../core/objects/combine-transaction.ts';
import type { PaidPartnerTransaction } from '../core/objects/partner-transaction.ts';
import type { RefundNotice } from '../core/objects/refund-notice.ts';
import type { PaidTransaction } from '../core/objects/transaction.ts';
import type { ComplaintNotice } from './notices/complaint-notice.ts';
import type { CouponSendNotice, CouponUseNotice } from './notices/coupon-notice.ts';
import type { ProfitSharingNotice } from './notices/profit-sharing-notice.ts';
import type { TransferNotice } from './notices/transfer-notice.ts';

/** A request of WeChat as the web framework received it. */
export interface NotificationRequest {
  /** A web `Headers`, or Node's `request.headers`; names in any case. */
  readonly headers: NotificationHeaders;
  /** The raw bytes of the body, before any parser. */
  readonly body: Uint8Array;
}

/** A request of WeChat of which something else may have read the body. */
export interface ReceivedNotification {
  readonly headers: NotificationHeaders;
  /** Undefined when no raw bytes are left: it is then refused as `NOTIFICATION_BODY_PARSED`. */
  readonly body: Uint8Array | undefined;
}

/** Headers of a web `Request`, or those of a Node request. */
export type NotificationHeaders =
  | { get(name: string): string | null }
  | Readonly<Record<string, string | readonly string[] | undefined>>;

/**
 * A verified, decrypted notification; `event_type` tells what `resource` is.
 *
 * WeChat calls three different payments `TRANSACTION.SUCCESS`. Here each has a door of its own, so that the
 * order of a sub-merchant or a combined order is never taken for a plain one; `wechat_event_type` is WeChat's word.
 */
export type Notification =
  | TransactionNotification
  | PartnerTransactionNotification
  | CombineTransactionNotification
  | RefundNotification
  | TransferNotification
  | ProfitSharingNotification
  | ComplaintNotification
  | CouponUseNotification
  | CouponSendNotification
  | OtherNotification;

/** Every value of `event_type`. */
export type NotificationEventType = Notification['event_type'];

/** The notifications with this `event_type`. */
export type NotificationOf<Event extends NotificationEventType> = Notification extends infer Each
  ? Each extends { readonly event_type: infer Types }
    ? Event extends Types
      ? Each & { readonly event_type: Event }
      : never
    : never
  : never;

/** An order of this merchant was paid. Compare appid, mchid, amount, currency and payer with your order before you ship. */
export interface TransactionNotification extends NotificationEnvelope {
  readonly event_type: 'TRANSACTION.SUCCESS';
  readonly resource: PaidTransaction;
}

/** An order that a service provider placed for a sub-merchant was paid. Compare both merchants, too. */
export interface PartnerTransactionNotification extends NotificationEnvelope {
  readonly event_type: 'TRANSACTION.SUCCESS.PARTNER';
  readonly resource: PaidPartnerTransaction;
}

/** A combined order was paid: all of its parts, by one payment. */
export interface CombineTransactionNotification extends NotificationEnvelope {
  readonly event_type: 'TRANSACTION.SUCCESS.COMBINE';
  readonly resource: PaidCombineTransaction;
}

/** A refund came to its end. */
export interface RefundNotification extends NotificationEnvelope {
  readonly event_type: 'REFUND.SUCCESS' | 'REFUND.ABNORMAL' | 'REFUND.CLOSED';
  readonly resource: RefundNotice;
}

/** A transfer to a user came to its end. */
export interface TransferNotification extends NotificationEnvelope {
  readonly event_type: 'MCHTRANSFER.BILL.FINISHED';
  readonly resource: TransferNotice;
}

/** This merchant received, or gave back, its part of a shared order. */
export interface ProfitSharingNotification extends NotificationEnvelope {
  readonly event_type: 'PROFITSHARING.SUCCESS' | 'PROFITSHARING.RETURN';
  readonly resource: ProfitSharingNotice;
}

/** A user complained, or something happened to a complaint: query it. */
export interface ComplaintNotification extends NotificationEnvelope {
  readonly event_type: 'COMPLAINT.CREATE' | 'COMPLAINT.STATE_CHANGE';
  readonly resource: ComplaintNotice;
}

/** A cash coupon was used. */
export interface CouponUseNotification extends NotificationEnvelope {
  readonly event_type: 'COUPON.USE';
  readonly resource: CouponUseNotice;
}

/** A user received a merchant coupon. */
export interface CouponSendNotification extends NotificationEnvelope {
  readonly event_type: 'COUPON.SEND';
  readonly resource: CouponSendNotice;
}

/** An event this version does not know: verified and decrypted, its content is as WeChat sent it. */
export interface OtherNotification extends NotificationEnvelope {
  /** Always `OTHER`; WeChat's own word is `wechat_event_type`. */
  readonly event_type: 'OTHER';
  readonly resource: Readonly<Record<string, unknown>>;
}

/** What every notification carries. */
export interface NotificationEnvelope {
  /** Up to 36 characters, the same on each resend. */
  readonly id: string;
  /** RFC 3339 with zone. */
  readonly create_time: string;
  /** `event_type` as WeChat wrote it. */
  readonly wechat_event_type: string;
  /** Text for people, up to 64 characters. */
  readonly summary: string | undefined;
  /** The resource as JSON text, exactly as it was decrypted. */
  readonly decrypted: string;
  /** WeChat's trace number of this delivery. */
  readonly requestId: string | undefined;
  /** What was verified, to keep as evidence beside the raw body. */
  readonly signed: {
    /** Unix seconds, as sent. */
    readonly timestamp: string;
    readonly nonce: string;
    /** Id of the platform key that verified it. */
    readonly serial: string;
    readonly signature: string;
  };
}
