/**
 * The effects of the server as types: what a flow may ask of the world.
 *
 * Flows receive these and nothing else; `main.ts` gives them the real ones, the simulation in
 * `proof/` gives them seeded ones. Over 250 lines because it is one list: whoever writes a second world
 * finds here all that it must do.
 */

import type { JudgedOrder, PaymentChange } from './ledger/decide-payment.ts';
import type { MessageTemplate } from './ledger/fill-template.ts';
import type { Attempt, Order, PaymentStatement } from './ledger/order.ts';
import type { Refund, RefundStatement } from './ledger/refund.ts';
import type { Parcel, Shipment, ShippingStatement } from './ledger/shipment.ts';
import type {
  DeliveryAttempt,
  DeliveryFailure,
  UrlProblem,
  WebhookAnswer,
} from './ledger/webhook.ts';
import type {
  AfterPaymentPlatform,
  AfterPaymentSettings,
  MessageQuery,
  PlatformMessage,
} from './ports/after-payment-platform.ts';
import type {
  AfterPaymentStore,
  DueClaim,
  PayerMessage,
  ShipmentChange,
  ShipmentCommit,
} from './ports/after-payment-store.ts';
import type { AuditLine, AuditStore } from './ports/audit-store.ts';
import type { BillFile, BillReader, BillReading } from './ports/bill-reader.ts';
import type { Certificate, ConsolePlatform, SetupFinding } from './ports/console-platform.ts';
import type { ConsoleSettings, Credentials } from './ports/credentials.ts';
import type {
  DeskStore,
  KeptEvidence,
  OrderFilter,
  Page,
  PageOf,
  ProductChange,
} from './ports/desk-store.ts';
import type {
  FigureBucket,
  FigureHead,
  FigureStore,
  Figures,
  MerchantPulse,
} from './ports/figure-store.ts';
import type { House, Merchants } from './ports/house.ts';
import type { Job, JobKind, JobPage, JobStore } from './ports/job-store.ts';
import type { ApiKey, KeyStore } from './ports/key-store.ts';
import type { LiveEvent, LiveFeed, LiveListener } from './ports/live-feed.ts';
import type { LogField, LogFields } from './ports/log-field.ts';
import type {
  Merchant,
  MerchantKey,
  MerchantKeyWish,
  MerchantStore,
  MessagePushSecrets,
  MiniProgram,
  ProgramMessages,
  ProgramSettings,
  WholeMerchant,
} from './ports/merchant-store.ts';
import type { Outbound, OutgoingWebhook } from './ports/outbound.ts';
import type {
  ConsoleLogin,
  Membership,
  PeopleStore,
  Person,
  SignInAttempts,
  SignInLink,
  User,
  UserPatch,
} from './ports/people-store.ts';
import type { Pulse, PulseStore } from './ports/pulse-store.ts';
import type {
  BookPage,
  BookWish,
  Reconciliation,
  ReconciliationKey,
  ReconciliationResult,
  ReconciliationStore,
} from './ports/reconciliation-store.ts';
import type {
  Actor,
  NewRefund,
  ProvenRefund,
  RefundCommit,
  RefundEvent,
  RefundStore,
} from './ports/refund-store.ts';
import type {
  Delivery,
  DeliveryResult,
  DueDelivery,
  EndpointSecret,
  PlacedEvent,
  WebhookEndpoint,
  WebhookStore,
} from './ports/webhook-store.ts';

/** Epoch milliseconds. */
export interface Clock {
  nowMs(): number;
}

/** Everything that is not to be guessed. */
export interface Random {
  /** A UUID, lower case. */
  uuid(): string;
  /** An opaque token of 256 random bits, base64url. */
  token(): string;
  /** `length` characters of 0-9A-Z, for numbers that people read. */
  digits(length: number): string;
}

/** Structured events. Fields are listed by the caller: never a key, a token, a header dump or a body. */
export interface Log {
  event(name: string, fields: LogFields): void;
}

/** Hashes and seals what must not lie in the clear. */
export interface Secrets {
  /** SHA-256 of a token, hex: what is stored in its place. */
  digest(token: string): string;
  /** Encrypts under the master key (AES-256-GCM); the answer names the key. */
  seal(plaintext: string): string;
  /** Names the key that `seal` uses; stands in every sealed text. */
  readonly keyId: string;
  /** Opens what `seal` made, under this key or another of its keys. */
  open(sealed: string): string;
}

/** A payer who logged in, and the token's digest under which we know the login again. */
export interface Session {
  readonly tokenDigest: string;
  readonly merchantId: string;
  readonly appid: string;
  readonly openid: string;
  readonly unionid: string | null;
  readonly sealedSessionKey: string;
  readonly createdAtMs: number;
  readonly expiresAtMs: number;
}

/** Something on sale. */
export interface Product {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly priceFen: number;
  /** Null: not counted. */
  readonly stock: number | null;
  readonly imageUrl: string | null;
  readonly active: boolean;
}

/** A statement of WeChat with the bytes that prove it: they verify again with the key of `serial`. */
export interface Evidence {
  /** The notification's id, or `query:` and a digest of the answer's signature: each is covered by it. */
  readonly id: string;
  /** `query` is any signed answer of WeChat's. */
  readonly source: 'notification' | 'query';
  readonly timestamp: string;
  readonly nonce: string;
  readonly serial: string;
  readonly signature: string;
  readonly body: Uint8Array;
  readonly receivedAtMs: number;
}

/** A verified statement and its evidence. */
export interface Proven {
  readonly statement: PaymentStatement;
  readonly evidence: Evidence;
}

/** One line of an order's history; append-only. */
export interface OrderEvent {
  /** The arrow of the state table that was taken, e.g. `pay`. */
  readonly name: string;
  readonly from: Order['state'] | null;
  readonly to: Order['state'];
  readonly atMs: number;
  /** Says why, for people; never a secret. */
  readonly note: string | null;
}

/** A fact to be announced, written together with the money it speaks of. */
export interface OutboxEvent {
  readonly id: string;
  /** e.g. `order.paid`. */
  readonly type: string;
  readonly atMs: number;
  readonly payload: Readonly<Record<string, unknown>>;
}

/** What one commit changes of an order; state, history, evidence and outbox stand or fall together. */
export interface OrderCommit {
  /** The order as it was read; the commit is `stale` when the stored version is another. */
  readonly before: Order;
  /**
   * The fields that change; `version` is counted by the store. A new `outTradeNo` gives the former one
   * up: it is kept as an {@link Attempt}, with the former amount. Number and amount change by `renew` only.
   */
  readonly patch: Partial<
    Pick<
      Order,
      | 'state'
      | 'outTradeNo'
      | 'amountFen'
      | 'prepayId'
      | 'prepaidAtMs'
      | 'transactionId'
      | 'paidAtMs'
      | 'askedAtMs'
      | 'nextPollAtMs'
      | 'pollCount'
    >
  >;
  readonly event?: OrderEvent;
  readonly evidence?: Evidence;
  readonly outbox?: readonly OutboxEvent[];
  /** Gives reserved stock back. */
  readonly releaseStock?: boolean;
  /** Takes again what was given back; what is no longer there is counted as oversold. */
  readonly retakeStock?: boolean;
  /** Begins a refund; refused by the store when the order's refunds would exceed what was paid. */
  readonly refund?: NewRefund;
}

/** A payment whose order was not read: it is kept if the order is as it was expected to be. */
export interface PaymentCommit {
  readonly merchantId: string;
  /** What the order must be, in each of these fields, for anything to be written. */
  readonly expected: JudgedOrder;
  readonly patch: PaymentChange['patch'];
  readonly event: OrderEvent;
  readonly evidence: Evidence;
  /** The store adds the order's id to the payload, as `orderId`. */
  readonly fact: OutboxEvent;
}

/** A new order with its idempotency key; the first history line and the stock reservation go with it. */
export interface NewOrder {
  readonly order: Order;
  readonly event: OrderEvent;
  /** Null: not asked for. Scoped to merchant and `scope`, the payer's openid unless it says otherwise. */
  readonly idempotency: {
    readonly key: string;
    readonly inputDigest: string;
    readonly scope?: string;
  } | null;
}

/** What became of a new order. */
export type OrderCreation =
  | { readonly kind: 'created'; readonly order: Order }
  /** The same key with the same input was here before: this is its order, as it is now. */
  | { readonly kind: 'replayed'; readonly order: Order }
  /** The same key came with other input. */
  | { readonly kind: 'conflict' }
  /** A product is sold out, or not on sale. */
  | { readonly kind: 'sold-out'; readonly productId: string };

/** Who may see an order. */
export interface Owner {
  readonly merchantId: string;
  readonly openid: string;
}

/** All that is kept. Every method is atomic and durable when it resolves. */
export interface Store
  extends RefundStore,
    AfterPaymentStore,
    KeyStore,
    DeskStore,
    MerchantStore,
    WebhookStore,
    ReconciliationStore,
    FigureStore,
    JobStore,
    PulseStore,
    PeopleStore,
    AuditStore {
  saveSession(session: Session): Promise<void>;
  findSession(tokenDigest: string): Promise<Session | null>;
  /** Has this openid ever logged in at this merchant's mini-program? */
  hasLoggedIn(merchantId: string, openid: string): Promise<boolean>;
  deleteExpiredSessions(beforeMs: number): Promise<number>;

  saveProducts(merchantId: string, products: readonly Product[]): Promise<void>;
  /** Active products in the order they were saved. */
  listProducts(merchantId: string): Promise<readonly Product[]>;
  findProducts(merchantId: string, ids: readonly string[]): Promise<readonly Product[]>;

  createOrder(order: NewOrder): Promise<OrderCreation>;
  findOrder(owner: Owner, id: string): Promise<Order | null>;
  /** By its present number, or by one that it has given up. */
  findOrderByNumber(merchantId: string, outTradeNo: string): Promise<Order | null>;
  /** A number that an order has given up. */
  findAttempt(merchantId: string, outTradeNo: string): Promise<Attempt | null>;
  /** Newest first; `cursor` is the last id of the page before. */
  listOrders(
    owner: Owner,
    page: { readonly cursor: string | null; readonly limit: number },
  ): Promise<{ readonly items: readonly Order[]; readonly nextCursor: string | null }>;
  /** One statement: `stale` changed nothing, read again and decide again. */
  commitOrder(commit: OrderCommit): Promise<'committed' | 'stale'>;
  /**
   * One statement that finds the order by its present number, compares and writes.
   *
   * @returns the id of the order; null: there is none, or it is not as expected, or somebody else is at it.
   *   Nothing was written then: read it, and decide.
   */
  commitPayment(payment: PaymentCommit): Promise<string | null>;
  /** Remembers a proven statement that changed nothing (a duplicate); the same id counts once. */
  saveEvidence(order: Order, evidence: Evidence): Promise<void>;
  /**
   * Takes up to `limit` of a merchant's orders whose poll is due and moves their due time by the lease, so that
   * no other process takes them meanwhile.
   */
  claimDueOrders(claim: {
    readonly merchantId: string;
    readonly nowMs: number;
    readonly leaseSeconds: number;
    readonly limit: number;
  }): Promise<readonly Order[]>;

  /** Resolves when the database answers. */
  ping(): Promise<void>;
  close(): Promise<void>;
}

/** `wx.requestPayment`'s parameters, spread unchanged on the phone. */
export interface RequestPaymentParams {
  readonly timeStamp: string;
  readonly nonceStr: string;
  readonly package: string;
  readonly signType: 'RSA';
  readonly paySign: string;
}

/** A telephone number that its owner agreed to give. */
export interface PhoneNumber {
  /** With the country code when it is foreign. */
  readonly phoneNumber: string;
  readonly purePhoneNumber: string;
  readonly countryCode: string;
}

/** WeChat, in our names. Failures are `PlatformFailure`s; nothing unverified is ever returned. */
export interface Platform extends AfterPaymentPlatform, BillReader, ConsolePlatform {
  logIn(loginCode: string): Promise<{
    readonly openid: string;
    readonly unionid: string | null;
    readonly sessionKey: string;
  }>;
  /** Places the order at WeChat, or renews it: the same order gives the same parameters. */
  prepay(order: Order): Promise<{ readonly prepayId: string }>;
  /** Signs the payment parameters for a prepaid order. */
  signPayment(order: Order): Promise<RequestPaymentParams>;
  /** Asks WeChat; null when WeChat does not know the order. */
  queryPayment(order: Order): Promise<Proven | null>;
  /** Closes the order at WeChat. */
  closePayment(order: Order): Promise<void>;
  /** Asks WeChat to refund: every call with the same refund is the same request. */
  sendRefund(refund: Refund): Promise<ProvenRefund>;
  /** Asks for a refund; null when WeChat does not know it. */
  queryRefund(refund: Pick<Refund, 'outRefundNo'>): Promise<ProvenRefund | null>;
  /**
   * Verifies the raw bytes and opens them; null for a genuine notification that is about neither a payment nor a refund.
   *
   * @throws NotificationRefused when anything is not as it must be.
   */
  openNotification(raw: {
    readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
    readonly body: Uint8Array;
  }): Proven | ProvenRefund | null;
  /** Opens a phone number that the phone encrypted under the session key (old way). */
  openPhoneNumber(sealed: {
    readonly sessionKey: string;
    readonly encryptedData: string;
    readonly iv: string;
  }): { readonly phoneNumber: string };
  /** Exchanges the code of a phone number button, once (new way). */
  exchangePhoneCode(phoneCode: string): Promise<PhoneNumber>;
}

/**
 * A call to WeChat failed. `outcome` says whether it may have had its effect: `unknown` is asked
 * again with the same number, never taken for a failure.
 */
export class PlatformFailure extends Error {
  override readonly name = 'PlatformFailure';
  readonly outcome: 'none' | 'refused' | 'unknown';
  /** WeChat's code or errcode when it answered, else the SDK's error code. */
  readonly code: string;
  readonly requestId: string | null;

  constructor(
    message: string,
    details: {
      outcome: PlatformFailure['outcome'];
      code: string;
      requestId?: string | null;
      cause?: unknown;
    },
  ) {
    super(message, { cause: details.cause });
    this.outcome = details.outcome;
    this.code = details.code;
    this.requestId = details.requestId ?? null;
  }
}

/** A notification that is not believed; `code` is stable, the message holds nothing of its content. */
export class NotificationRefused extends Error {
  override readonly name = 'NotificationRefused';
  readonly code: string;

  constructor(code: string, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.code = code;
  }
}

/** What every order of this merchant has in common. */
export interface MerchantSettings {
  readonly merchantId: string;
  readonly mchid: string;
  readonly appid: string;
  readonly notifyUrl: string;
  /** How long an order may be paid, in seconds. Default 1800. */
  readonly orderLifeSeconds: number;
  /** How long a login lasts, in seconds. Default 604800 (7 days). */
  readonly sessionLifeSeconds: number;
  /** What one person may refund of an order alone, in fen; null: all of it. */
  readonly refundApprovalAboveFen: number | null;
  /** What becomes of money that comes for a closed order: it pays the order, or it goes back. Default `accept`. */
  readonly latePayment: 'accept' | 'refund';
  /** Order numbers in a bill that begin so are another system's and none of our business. Default: none. */
  readonly billIgnoredPrefixes?: readonly string[];
  readonly afterPayment: AfterPaymentSettings;
}

/** All of it; what a flow takes as its first argument. */
export interface Ports {
  readonly store: Store;
  readonly platform: Platform;
  readonly outbound: Outbound;
  readonly clock: Clock;
  readonly random: Random;
  readonly secrets: Secrets;
  readonly log: Log;
  readonly settings: MerchantSettings;
  /** The same merchant in each of its mini-programs; missing: it has this one only. */
  readonly inMiniPrograms?: () => readonly Ports[];
}

export type {
  Actor,
  AfterPaymentPlatform,
  AfterPaymentSettings,
  AfterPaymentStore,
  ApiKey,
  Attempt,
  AuditLine,
  AuditStore,
  BillFile,
  BillReader,
  BillReading,
  BookPage,
  BookWish,
  Certificate,
  ConsoleLogin,
  ConsolePlatform,
  ConsoleSettings,
  Credentials,
  Delivery,
  DeliveryAttempt,
  DeliveryFailure,
  DeliveryResult,
  DeskStore,
  DueClaim,
  DueDelivery,
  EndpointSecret,
  FigureBucket,
  FigureHead,
  FigureStore,
  Figures,
  House,
  Job,
  JobKind,
  JobPage,
  JobStore,
  KeptEvidence,
  KeyStore,
  LiveEvent,
  LiveFeed,
  LiveListener,
  LogField,
  LogFields,
  Membership,
  Merchant,
  MerchantKey,
  MerchantKeyWish,
  MerchantPulse,
  MerchantStore,
  Merchants,
  MessagePushSecrets,
  MessageQuery,
  MessageTemplate,
  MiniProgram,
  NewRefund,
  Order,
  OrderFilter,
  Outbound,
  OutgoingWebhook,
  Page,
  PageOf,
  Parcel,
  PayerMessage,
  PaymentStatement,
  PeopleStore,
  Person,
  PlacedEvent,
  PlatformMessage,
  ProductChange,
  ProgramMessages,
  ProgramSettings,
  ProvenRefund,
  Pulse,
  PulseStore,
  Reconciliation,
  ReconciliationKey,
  ReconciliationResult,
  ReconciliationStore,
  Refund,
  RefundCommit,
  RefundEvent,
  RefundStatement,
  RefundStore,
  SetupFinding,
  Shipment,
  ShipmentChange,
  ShipmentCommit,
  ShippingStatement,
  SignInAttempts,
  SignInLink,
  UrlProblem,
  User,
  UserPatch,
  WebhookAnswer,
  WebhookEndpoint,
  WebhookStore,
  WholeMerchant,
};
