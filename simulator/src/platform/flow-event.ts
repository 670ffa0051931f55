/** Who speaks in the sequence diagram of a mini-program payment. */
export type FlowActor = 'mini-program' | 'server' | 'wechat' | 'payer';

/** What the flow view draws as the end of one step. */
export type FlowOutcome = 'ok' | 'refused' | 'failed' | 'pending';

/**
 * One message of the payment flow as it went over the wire, secrets masked.
 *
 * `step` counts as WeChat's own sequence diagram does (1…24; login = 0; `null` = outside of it); `atMs` is milliseconds
 * since the epoch on the simulated clock; `signature.verified` is `null` when nobody checked it here.
 *
 * @see https://pay.weixin.qq.com/doc/v3/merchant/4012791897
 */
export interface FlowEvent {
  readonly id: number;
  readonly atMs: number;
  readonly step: number | null;
  readonly from: FlowActor;
  readonly to: FlowActor;
  readonly name: string;
  readonly outcome: FlowOutcome;
  readonly outTradeNo?: string;
  readonly request?: FlowRequest;
  readonly response?: FlowResponse;
  readonly signature?: FlowSignature;
  readonly decrypted?: string;
  readonly dialog?: string;
  readonly note?: string;
}

/** The request half of a recorded exchange. */
export interface FlowRequest {
  readonly method: string;
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** The answer half of a recorded exchange. */
export interface FlowResponse {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** The exact text under a signature, and the verdict of whoever checked it. */
export interface FlowSignature {
  readonly signedText: string;
  readonly verified: boolean | null;
  readonly serial?: string;
  readonly reason?: string;
}

/** What a reporter hands in: the log adds `id`, and `atMs` when it is missing. */
export type NewFlowEvent = Omit<FlowEvent, 'id' | 'atMs'> & { readonly atMs?: number };
