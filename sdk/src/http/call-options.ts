/** What a caller may set for one call. */
export interface CallOptions {
  /** Time allowed for the whole exchange, in milliseconds. Default: that of the client. */
  readonly timeoutMs?: number;
  /** Ends the call early; whether the request was executed is then unknown once it left. */
  readonly signal?: AbortSignal;
}
