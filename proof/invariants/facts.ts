/**
 * What the judges look at: plain values, taken from the database, from WeChat, and from those who watched.
 *
 * Nothing here is a class or a function, so that a run of real processes and a run of the simulation are judged by
 * the same code. Over 250 lines because it is one list: whoever writes a second reader finds here all that it must fill.
 */

/** All that is known at the end of a run, or at one moment of it. */
export interface Facts {
  readonly nowMs: number;
  /** True when faults were off long enough for everything to have settled: only then is liveness judged. */
  readonly settled: boolean;
  readonly merchants: readonly MerchantFacts[];
  readonly ours: OurFacts;
  readonly wechat: WechatFacts;
  readonly seen: SeenFacts;
}

/** A merchant as it was configured, with every key that we held at some time. */
export interface MerchantFacts {
  readonly merchantId: string;
  readonly mchid: string;
  readonly appids: readonly string[];
  /** Where its notifications come to. */
  readonly notifyUrl: string;
  readonly latePayment: 'accept' | 'refund';
  /** Public keys of WeChat's by serial, PEM (a key or a certificate). */
  readonly platformKeys: Readonly<Record<string, string>>;
  readonly apiV3Keys: readonly string[];
  /** Prices that products have had, by id. */
  readonly prices: Readonly<Record<string, readonly number[]>>;
}

/** What our database holds. */
export interface OurFacts {
  readonly orders: readonly OrderFact[];
  readonly events: readonly EventFact[];
  readonly refunds: readonly RefundFact[];
  readonly refundEvents: readonly EventFact[];
  readonly attempts: readonly AttemptFact[];
  readonly evidence: readonly EvidenceFact[];
  readonly outbox: readonly OutboxFact[];
  readonly idempotencyKeys: readonly IdempotencyFact[];
  readonly deliveries: readonly DeliveryFact[];
  readonly differences: readonly DifferenceFact[];
  /** Beijing days whose bill was compared, e.g. `2026-11-23`, by merchant. */
  readonly reconciledDays: readonly { readonly merchantId: string; readonly day: string }[];
  /** Every text column of every table, where it was read: `table.column` and the values; for canaries. */
  readonly texts: readonly { readonly place: string; readonly text: string }[];
}

/** An order of ours. */
export interface OrderFact {
  readonly merchantId: string;
  readonly id: string;
  readonly outTradeNo: string;
  readonly appid: string;
  readonly mchid: string;
  readonly openid: string;
  readonly state: string;
  readonly amountFen: number;
  readonly items: readonly {
    readonly productId: string;
    readonly quantity: number;
    readonly priceFen: number;
  }[];
  readonly notifyUrl: string;
  readonly createdAtMs: number;
  readonly expiresAtMs: number;
  readonly prepaidAtMs: number | null;
  readonly transactionId: string | null;
  readonly paidAtMs: number | null;
  readonly nextPollAtMs: number | null;
}

/** A line of an order's or a refund's history. */
export interface EventFact {
  readonly merchantId: string;
  /** The order or the refund. */
  readonly ownerId: string;
  /** Counts from 1 within the owner. */
  readonly number: number;
  readonly from: string | null;
  readonly name: string;
  readonly to: string;
  readonly atMs: number;
}

/** A refund of ours. */
export interface RefundFact {
  readonly merchantId: string;
  readonly id: string;
  readonly orderId: string;
  readonly outTradeNo: string;
  readonly transactionId: string;
  readonly outRefundNo: string;
  readonly kind: string;
  readonly state: string;
  readonly amountFen: number;
  readonly totalFen: number;
  /** Null: WeChat was never asked. */
  readonly sentAtMs: number | null;
  readonly refundId: string | null;
  readonly acceptedAtMs: number | null;
  readonly nextPollAtMs: number | null;
}

/** A number at WeChat that an order has given up. */
export interface AttemptFact {
  readonly merchantId: string;
  readonly orderId: string;
  readonly outTradeNo: string;
  readonly amountFen: number;
}

/** A stored statement of WeChat with its bytes. */
export interface EvidenceFact {
  readonly merchantId: string;
  readonly id: string;
  readonly orderId: string;
  readonly source: string;
  readonly timestamp: string;
  readonly nonce: string;
  readonly serial: string;
  readonly signature: string;
  readonly body: Uint8Array;
  readonly receivedAtMs: number;
}

/** A fact that was written down to be announced. */
export interface OutboxFact {
  readonly merchantId: string;
  readonly id: string;
  readonly orderId: string | null;
  /** The refund that it speaks of; null: none. */
  readonly refundId: string | null;
  readonly type: string;
  readonly atMs: number;
}

/** What an idempotency key of a payer led to. */
export interface IdempotencyFact {
  readonly merchantId: string;
  readonly openid: string;
  readonly key: string;
  readonly orderId: string;
}

/** An announcement on its way to one endpoint. */
export interface DeliveryFact {
  readonly merchantId: string;
  readonly endpointId: string;
  readonly eventId: string;
  readonly state: 'pending' | 'delivered' | 'exhausted';
  /** Its place among the events of the merchant: events are to be delivered in this order, order by order. */
  readonly position: number;
  /** When it was first taken; null: not yet. */
  readonly deliveredAtMs: number | null;
}

/** An inequality between books and bill. */
export interface DifferenceFact {
  readonly merchantId: string;
  readonly id: string;
  readonly day: string;
  readonly kind: string;
  /** What it speaks of: a transaction, a refund number, or the day's sum. */
  readonly reference: string;
  readonly open: boolean;
}

/** What WeChat holds: the truth about money. */
export interface WechatFacts {
  readonly payments: readonly PaymentFact[];
  readonly refunds: readonly WechatRefundFact[];
  readonly notifications: readonly NotificationFact[];
  /** What is in the merchants' accounts; null when nobody knows. */
  readonly accounts: readonly AccountFact[] | null;
}

/** A payment that WeChat took. */
export interface PaymentFact {
  readonly mchid: string;
  readonly appid: string;
  readonly outTradeNo: string;
  readonly transactionId: string;
  readonly openid: string;
  readonly amountFen: number;
  /** WeChat's fee, in fen. */
  readonly feeFen: number;
  readonly paidAtMs: number;
}

/** A refund that WeChat accepted. */
export interface WechatRefundFact {
  readonly mchid: string;
  readonly outRefundNo: string;
  readonly refundId: string;
  readonly transactionId: string;
  readonly outTradeNo: string;
  readonly status: 'PROCESSING' | 'SUCCESS' | 'CLOSED' | 'ABNORMAL';
  readonly amountFen: number;
  /** The part of the fee that came back, in fen. */
  readonly feeFen: number;
  readonly acceptedAtMs: number;
  /** True when it was made in WeChat's own console. */
  readonly byConsole: boolean;
}

/** A notification of WeChat's and what was answered. */
export interface NotificationFact {
  /** As in its envelope, under which evidence is kept. */
  readonly id: string;
  readonly url: string;
  readonly outTradeNo: string | null;
  readonly eventType: string;
  readonly state: 'pending' | 'acknowledged' | 'exhausted';
  /** When we first said 2xx; null: never. */
  readonly acknowledgedAtMs: number | null;
}

/** A merchant's money at WeChat. */
export interface AccountFact {
  readonly mchid: string;
  /** What it held before the run, in fen. */
  readonly openingFen: number;
  readonly balanceFen: number;
}

/** What was seen from outside: answers, reads, attacks, logs. */
export interface SeenFacts {
  /** Orders whose creation was answered with success. */
  readonly created: readonly CreatedFact[];
  readonly reads: readonly ReadFact[];
  /** Refund requests that were answered with success. */
  readonly refundsGranted: readonly {
    readonly merchantId: string;
    readonly refundId: string;
    readonly amountFen: number;
  }[];
  readonly attacks: readonly AttackFact[];
  /** Texts that must never be seen: keys and secrets that were planted. */
  readonly canaries: readonly string[];
  /** Everything that was said: log lines, answers, errors, traces, metrics. */
  readonly said: readonly { readonly place: string; readonly text: string }[];
  /** Connections that our processes opened. */
  readonly connections: readonly {
    readonly host: string;
    readonly port: number;
    readonly allowed: boolean;
  }[];
  /** Times when server, database and WeChat were all up. */
  readonly upPeriods: readonly { readonly fromMs: number; readonly toMs: number }[];
  readonly bounds: readonly BoundFact[];
}

/** An answer to the creation of an order. */
export interface CreatedFact {
  readonly merchantId: string;
  readonly openid: string;
  readonly idempotencyKey: string;
  /** The request's body. */
  readonly input: string;
  readonly orderId: string;
  readonly amountFen: number;
}

/** Somebody read an order and was answered. */
export interface ReadFact {
  readonly merchantId: string;
  readonly orderId: string;
  readonly state: string;
  /** When the question was sent and when the answer came. */
  readonly askedAtMs: number;
  readonly answeredAtMs: number;
}

/** Somebody tried what must not be possible. */
export interface AttackFact {
  readonly kind: /** A bit of a notification's headers or body was flipped. */
    | 'flipped-notification'
    /** A bit of an answer of WeChat's was flipped. */
    | 'flipped-answer'
    /** A notification that no key of WeChat's signed, or one with an old key or a stale time. */
    | 'forged-notification'
    /** The same idempotency key with other input. */
    | 'key-with-other-input'
    /** Fields that a client must not set. */
    | 'added-field'
    /** Another's things were read or changed. */
    | 'foreign-access';
  /** Says which, for the report. */
  readonly note: string;
  /** True when it had its effect: believed, accepted, answered with another's data. */
  readonly succeeded: boolean;
  /** For `foreign-access`: was the answer the same, byte for byte, as for what does not exist? */
  readonly sameAsAbsent?: boolean;
}

/** Something that must not grow: memory of a process, a queue, what unauthenticated work may cost. */
export interface BoundFact {
  readonly name: string;
  readonly value: number;
  readonly limit: number;
}
