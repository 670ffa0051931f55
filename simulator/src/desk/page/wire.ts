/** What the control API says, in the shapes the desk reads. */

/** A party of the flow. */
export type Lane = 'payer' | 'mini-program' | 'server' | 'wechat';

/** How a step ended. */
export type Outcome = 'ok' | 'refused' | 'failed' | 'pending';

/** An HTTP request as it went over the wire; secrets masked. */
export interface FlowRequest {
  readonly method: string;
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** An HTTP answer as it came. */
export interface FlowResponse {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** A signature with the exact text under it; `verified` null: not checked by this party. */
export interface FlowSignature {
  readonly signedText: string;
  readonly verified: boolean | null;
  readonly serial?: string;
  readonly reason?: string;
}

/** One recorded moment of the flow (`GET /_simulator/events`). */
export interface FlowEvent {
  readonly id: number;
  readonly atMs: number;
  readonly step: number | null;
  readonly from: Lane;
  readonly to: Lane;
  readonly name: string;
  readonly outcome: Outcome;
  readonly outTradeNo?: string;
  readonly request?: FlowRequest;
  readonly response?: FlowResponse;
  readonly signature?: FlowSignature;
  readonly decrypted?: string;
  readonly dialog?: string;
  readonly note?: string;
}

/** What the desk is told when it opens (`GET /_desk/settings`). */
export interface DeskSettings {
  /** Another value means another simulator: what was recorded before is gone. */
  readonly instance: string;
  readonly merchantName: string;
  readonly mchid: string;
  readonly appid: string;
  readonly phones: readonly { readonly title: string; readonly url: string }[];
}

/** One try to deliver a notification. */
export interface NotificationAttempt {
  readonly atMs: number;
  readonly result: 'acknowledged' | 'refused' | 'failed' | 'lost';
  readonly status?: number;
  readonly reason?: string;
}

/** A notification with its attempts (`GET /_simulator/notifications`). */
export interface Notification {
  readonly id: string;
  readonly eventType: string;
  readonly outTradeNo: string;
  readonly state: 'pending' | 'acknowledged' | 'exhausted';
  readonly attempts: readonly NotificationAttempt[];
  readonly nextAttemptAtMs?: number;
}
