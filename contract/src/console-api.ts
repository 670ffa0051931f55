/**
 * The console's API, as types: people, their sessions, and what only the console asks. Everything else that a
 * console shows comes from the merchant API, which takes a console session where it takes an API key.
 */
import type { NewMerchant } from './house-api.ts';
import type { MerchantOrder, MerchantOrderQuery } from './merchant-api.ts';
import type { List, ListQuery } from './payer-api.ts';

/** What a person may do at a merchant; `owner` may do everything. */
export type Role = 'owner' | 'finance' | 'support' | 'developer' | 'read-only';

/** A person's place at one merchant. */
export interface Membership {
  readonly merchantId: string;
  readonly role: Role;
}

/** Name and password, and the six digits when they are asked for. */
export interface SignInRequest {
  readonly email: string;
  readonly password: string;
  /** Six digits of the authenticator, or a recovery code. */
  readonly code?: string;
}

/**
 * The session of the browser that asks. While `state` is not `open`, no other route is open to it:
 * `enrol` wants an authenticator first, `code` wants its six digits.
 */
export interface ConsoleSession {
  readonly state: 'open' | 'enrol' | 'code';
  readonly user: ConsoleSelf;
  /** Goes into the header `yifen-csrf` of every request that changes something. */
  readonly csrfToken: string;
  /** RFC 3339. */
  readonly expiresAt: string;
}

/** The person who is signed in. */
export interface ConsoleSelf {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly memberships: readonly (Membership & { readonly scopes: readonly string[] })[];
  readonly totp: boolean;
  /** How many recovery codes are left. */
  readonly recoveryCodes: number;
}

/** A new authenticator: `uri` is `otpauth://…`, to be shown as a QR code. It counts once six digits of it came back. */
export interface TotpEnrolment {
  readonly uri: string;
  readonly secret: string;
}

/** Shown once. */
export interface RecoveryCodes {
  readonly codes: readonly string[];
}

/** A person, as owners see him. */
export interface ConsoleUser {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly role: Role;
  readonly state: 'invited' | 'active' | 'disabled';
  readonly totp: boolean;
  /** RFC 3339; null: not locked. */
  readonly lockedUntil: string | null;
  readonly lastSignInAt: string | null;
  readonly createdAt: string;
}

/** An invitation: the link is shown once and valid for a day, once. */
export interface Invitation {
  readonly user: ConsoleUser;
  /** Null: the person has a password already, from another merchant, and signs in as ever. */
  readonly url: string | null;
  /** Null with `url`. */
  readonly expiresAt: string | null;
}

/** Who a link is for; the same links make the first user and new passwords. */
export interface InvitationOffer {
  readonly email: string;
  readonly name: string;
  /** `first`: there is nobody yet, e-mail and name are the visitor's to choose. */
  readonly kind: 'first' | 'invited' | 'reset';
}

/** What a link is answered with. */
export interface AcceptInvitation {
  readonly token: string;
  /** 12 to 128 characters. */
  readonly password: string;
  /** The first user's. */
  readonly email?: string;
  readonly name?: string;
}

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

/** One merchant of this server, as those see it who belong to it. */
export interface ConsoleMerchant {
  readonly id: string;
  readonly name: string;
  readonly mchid: string;
  readonly active: boolean;
  /** `environment`: the one that the server's settings describe. */
  readonly origin: 'environment' | 'stored';
  readonly role: Role;
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

/** Every route of the console's own, with what it takes and what it answers. */
export interface ConsoleRoutes {
  'GET /v1/console/session': { answer: ConsoleSession };
  'POST /v1/console/session': { body: SignInRequest; answer: ConsoleSession };
  'POST /v1/console/session/code': { body: { code: string }; answer: ConsoleSession };
  'POST /v1/console/session/end': { answer: { ended: true } };
  /** To replace an authenticator: `code` of the present one. */
  'POST /v1/console/session/totp': { body: { code?: string }; answer: TotpEnrolment };
  'POST /v1/console/session/totp/confirm': { body: { code: string }; answer: RecoveryCodes };
  'POST /v1/console/session/recovery-codes': { body: { code: string }; answer: RecoveryCodes };
  'POST /v1/console/session/password': {
    body: { password: string; newPassword: string };
    answer: ConsoleSession;
  };
  /** The token travels in the body: an address stands in logs. */
  'POST /v1/console/invitations/read': { body: { token: string }; answer: InvitationOffer };
  'POST /v1/console/invitations/accept': { body: AcceptInvitation; answer: ConsoleSession };
  'GET /v1/merchant/users': { query: ListQuery; answer: List<ConsoleUser> };
  'POST /v1/merchant/users': {
    body: { email: string; name: string; role: Role };
    answer: Invitation;
  };
  'PATCH /v1/merchant/users/{id}': {
    body: { role?: Role; state?: 'active' | 'disabled'; unlock?: true };
    answer: ConsoleUser;
  };
  'POST /v1/merchant/users/{id}/reset': { answer: Invitation };
  /** `bucket`: default hours up to three days, else days. */
  'GET /v1/merchant/overview': {
    query: { from: string; to: string; bucket?: 'hour' | 'day' };
    answer: Overview;
  };
  /** `text/csv`, as a stream; takes the filters of the list, without `cursor` and `limit`. */
  'GET /v1/merchant/orders.csv': {
    query: MerchantOrderQuery & { language?: 'zh' | 'en' };
    answer: string;
  };
  'GET /v1/merchant/orders/{id}/evidence': { answer: { items: readonly Evidence[] } };
  /** Oldest first. */
  'GET /v1/merchant/orders/{id}/timeline': { answer: { items: readonly TimelineLine[] } };
  'GET /v1/merchant/jobs': { query: JobQuery; answer: List<Job> };
  'POST /v1/merchant/jobs/{id}/retry': { answer: Job };
  'POST /v1/merchant/check': { answer: { items: readonly Finding[] } };
  'POST /v1/merchant/live-check': { body: { openid: string; appid?: string }; answer: LiveCheck };
  /** `text/event-stream` of {@link LiveMessage}s; takes `Last-Event-ID`. */
  'GET /v1/merchant/live': { answer: string };
  'GET /v1/console/merchants': { answer: { items: readonly ConsoleMerchant[] } };
  'POST /v1/console/merchants': { body: NewMerchant; answer: ConsoleMerchant };
}
