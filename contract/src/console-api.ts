/**
 * The console's API, as types: people, their sessions, and what only the console asks. Everything else that a
 * console shows comes from the merchant API, which takes a console session where it takes an API key. More
 * lines than other files have: it is one list.
 */
import type { NewMerchant } from './house-api.ts';
import type { MerchantOrderQuery } from './merchant-api.ts';
import type { List, ListQuery } from './payer-api.ts';
import type {
  Evidence,
  Finding,
  Job,
  JobQuery,
  LiveCheck,
  LiveMessage,
  Overview,
  TimelineLine,
} from './watch-api.ts';

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
