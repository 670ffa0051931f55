import type { Outcome } from './errors/wechatpay-error.ts';

/**
 * What happened, for a trace or a demonstration: texts as signed and as received.
 *
 * Never holds a key, an AppSecret or a session_key. It does hold payer data (openid, amounts): do not log it whole.
 */
export type SdkEvent =
  | ExchangeEvent
  | PaymentSignedEvent
  | NotificationEvent
  | ProbeEvent
  | CertificatesEvent;

/** One HTTP round trip with WeChat Pay or the mini-program platform, believed or not. */
export interface ExchangeEvent {
  readonly name: 'exchange';
  readonly method: string;
  /** With query; AppSecret and access token are masked. */
  readonly url: string;
  readonly requestHeaders: Readonly<Record<string, string>>;
  readonly requestBody: string | undefined;
  /** The exact text the merchant key signed; undefined for the platform, whose calls are not signed. */
  readonly signedText: string | undefined;
  /** HTTP status, undefined when no answer came. */
  readonly status: number | undefined;
  readonly answerHeaders: Readonly<Record<string, string>>;
  /** At most 16 KiB; session keys, access tokens and telephone numbers are masked. */
  readonly answerBody: string | undefined;
  /** The exact text WeChat's signature was checked against; undefined when there was no signature to check. */
  readonly answerSignedText: string | undefined;
  /** Whether WeChat's signature verified; null when the answer carried none or none came. */
  readonly verified: boolean | null;
  /** Id of WeChat's key, as the answer named it. */
  readonly serial: string | undefined;
  readonly requestId: string | undefined;
  readonly durationMs: number;
  /** What the caller got. */
  readonly outcome: Outcome;
  /** Code of the error the caller got. */
  readonly errorCode: string | undefined;
  /** Why the signature was not believed. */
  readonly reason: string | undefined;
}

/** The parameters of `wx.requestPayment` were signed. */
export interface PaymentSignedEvent {
  readonly name: 'payment-signed';
  readonly appid: string;
  readonly prepay_id: string;
  /** The four lines that `paySign` signs. */
  readonly signedText: string;
}

/** A notification was opened, or refused. */
export interface NotificationEvent {
  readonly name: 'notification';
  /** The exact text WeChat's signature was checked against; undefined when it never came to a check. */
  readonly signedText: string | undefined;
  readonly serial: string | undefined;
  readonly verified: boolean;
  readonly requestId: string | undefined;
  /** The opened resource as JSON text; undefined when refused. */
  readonly decrypted: string | undefined;
  /** Code of the `NotificationError`; undefined when opened. */
  readonly errorCode: string | undefined;
  readonly reason: string | undefined;
}

/** WeChat tested whether this client verifies (`WECHATPAY/SIGNTEST/`); it does: the probe was not believed. */
export interface ProbeEvent {
  readonly name: 'probe';
  readonly on: 'answer' | 'notification';
  /** Probes this client has met so far, this one included. */
  readonly count: number;
  readonly serial: string | undefined;
  readonly requestId: string | undefined;
}

/** Platform certificates were looked for. */
export interface CertificatesEvent {
  readonly name: 'certificates';
  /** Where they came from; `failed` when none came. */
  readonly from: 'download' | 'store' | 'failed';
  /** Ids of the keys that verify now. */
  readonly serials: readonly string[];
  /** Code of the error; undefined when it went well. */
  readonly errorCode: string | undefined;
}
