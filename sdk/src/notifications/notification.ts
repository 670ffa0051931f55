import type { RefundNotice } from '../core/objects/refund-notice.ts';
import type { PaidTransaction } from '../core/objects/transaction.ts';

/** A request of WeChat as the web framework received it. */
export interface NotificationRequest {
  /** A web `Headers`, or Node's `request.headers`; names in any case. */
  readonly headers: NotificationHeaders;
  /** The raw bytes of the body, before any parser. */
  readonly body: Uint8Array;
}

/** Headers of a web `Request`, or those of a Node request. */
export type NotificationHeaders =
  | { get(name: string): string | null }
  | Readonly<Record<string, string | readonly string[] | undefined>>;

/** A verified, decrypted notification; `event_type` tells what `resource` is. */
export type Notification = TransactionNotification | RefundNotification | OtherNotification;

/** An order of this merchant was paid. Compare appid, mchid, amount, currency and payer with your order before you ship. */
export interface TransactionNotification extends NotificationEnvelope {
  readonly event_type: 'TRANSACTION.SUCCESS';
  readonly resource: PaidTransaction;
}

/** A refund came to its end. */
export interface RefundNotification extends NotificationEnvelope {
  readonly event_type: 'REFUND.SUCCESS' | 'REFUND.ABNORMAL' | 'REFUND.CLOSED';
  readonly resource: RefundNotice;
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
