/** What people look at who watch a merchant, as types: figures, proof, work, findings, and what changes. */
import type { MerchantOrder } from './merchant-api.ts';
import type { ListQuery } from './payer-api.ts';

/** How a merchant does, over whole hours of Beijing time. */
export interface Overview {
  /** RFC 3339, as asked: from (inclusive) to (exclusive). */
  readonly from: string;
  readonly to: string;
  readonly totals: OverviewTotals;
  /** The range of the same length before it. */
  readonly before: OverviewTotals;
  readonly buckets: readonly (OverviewTotals & {
    /** RFC 3339, the bucket's beginning. */
    readonly at: string;
  })[];
  readonly bucket: 'hour' | 'day';
  readonly now: OverviewNow;
}

/** Sums over a range: orders by when they were created, payments and refunds by when they happened. */
export interface OverviewTotals {
  readonly created: number;
  /** Of those created in the range: how many were prepaid, and paid, by now. */
  readonly prepaid: number;
  readonly paid: number;
  /** Payments that happened in the range. */
  readonly payments: number;
  readonly paidFen: number;
  /** Refunds that arrived in the range. */
  readonly refunds: number;
  readonly refundedFen: number;
}

/** What waits at this moment. */
export interface OverviewNow {
  readonly oldestUnsettledAt: string | null;
  readonly unsettledOrders: number;
  readonly disputedOrders: number;
  readonly refundsAwaitingApproval: number;
  readonly abnormalRefunds: number;
  readonly openDifferences: number;
  readonly deadDeliveries: number;
  /** Milliseconds from success at WeChat to our record, by the last hundred payments; null: none yet. */
  readonly notificationLagMs: number | null;
  /** Milliseconds by which the oldest due question to WeChat is late; 0: none is. */
  readonly pollLagMs: number;
  /** WeChat Pay's certificates; of the merchant's own certificate only key and serial are known here. */
  readonly certificates: readonly {
    readonly serial: string;
    readonly expiresAt: string;
    readonly daysLeft: number;
  }[];
}

/** A signed statement by WeChat, kept as it came. */
export interface Evidence {
  readonly id: string;
  readonly source: 'notification' | 'query';
  readonly receivedAt: string;
  readonly refundId: string | null;
  /** The headers that were verified. */
  readonly timestamp: string;
  readonly nonce: string;
  readonly serial: string;
  readonly signature: string;
  /** The bytes that were verified, as text. */
  readonly body: string;
}

/** Work that waits, and work that was given up. */
export interface Job {
  /** `<kind>:<key>`: what `retry` takes. */
  readonly id: string;
  readonly kind:
    | 'order-poll'
    | 'refund-poll'
    | 'delivery'
    | 'reconciliation'
    | 'shipment'
    | 'message';
  readonly state: 'waiting' | 'late' | 'leased' | 'dead';
  readonly subject: string;
  readonly attempts: number;
  readonly dueAt: string | null;
  readonly problem: string | null;
}

/** What one step of the set-up check found. */
export interface Finding {
  /** e.g. `merchant-key`, `apiv3-key`, `platform-key`, `mini-program`, `notify-url`. */
  readonly step: string;
  readonly outcome: 'ok' | 'warning' | 'failed' | 'skipped';
  readonly zh: string;
  readonly en: string;
}

/** What the live check began: an order of one fen, and how far it came. */
export interface LiveCheck {
  readonly order: MerchantOrder;
  readonly items: readonly Finding[];
}

/** One thing that happened to an order: a line of a history, a signed statement, a message, a parcel, a delivery. */
export interface TimelineLine {
  readonly at: string;
  readonly kind: 'order' | 'refund' | 'evidence' | 'shipment' | 'message' | 'delivery';
  /** The arrow of a history, `notification` or `query`, `reported`, the kind of a message, the type of an event. */
  readonly name: string;
  readonly from: string | null;
  readonly to: string | null;
  readonly by: string | null;
  readonly note: string | null;
  /** The id of what it speaks of: a refund, a piece of evidence, a delivery; null: the order. */
  readonly subject: string | null;
}

/** A message of the live stream: what changed, not how; the page asks for what it shows. */
export interface LiveMessage {
  readonly kind: 'order' | 'refund' | 'shipment' | 'reconciliation';
  readonly id: string;
  readonly type: string;
  readonly at: string;
}

/** Which jobs to list: what was given up first, then by when they are due. */
export interface JobQuery extends ListQuery {
  readonly state?: Job['state'];
  readonly kind?: Job['kind'];
}
