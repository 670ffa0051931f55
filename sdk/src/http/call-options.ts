/** An answer of WeChat with what proves it: these bytes verify again with the key that `serial` names. */
export interface SignedAnswer {
  /** Unix seconds, as sent. */
  readonly timestamp: string;
  readonly nonce: string;
  /** Id of the platform key that verified it. */
  readonly serial: string;
  readonly signature: string;
  /** The raw bytes that were signed. */
  readonly body: Uint8Array;
  /** WeChat's trace number; not covered by the signature. */
  readonly requestId: string | undefined;
}

/** What a caller may set for one call. */
export interface CallOptions {
  /** Time allowed for the whole call, repeats included, in milliseconds. Default: that of the client. */
  readonly timeoutMs?: number;
  /** Times the call may be made in all, where a repeat is safe; 1 repeats nothing. Default: that of the client. */
  readonly attempts?: number;
  /** Ends the call early; whether the request was executed is then unknown once it left. */
  readonly signal?: AbortSignal;
  /**
   * Receives a successful answer once its signature has verified, to keep as evidence. What it says is
   * not yet judged: the call may still end in `AnswerError`. What it throws ends the call.
   */
  readonly onVerified?: (answer: SignedAnswer) => void;
}
