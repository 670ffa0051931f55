/** One request as it goes on the wire. */
export interface TransportRequest {
  readonly method: string;
  /** Absolute and percent-encoded; send its path and query byte for byte, they are signed. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Send byte for byte: it is signed. */
  readonly body?: string | Uint8Array;
  /** Time allowed for the whole exchange, in milliseconds. */
  readonly timeoutMs: number;
  /** Largest answer to read, in bytes. Default: the transport's own limit. */
  readonly maxAnswerBytes?: number;
  /**
   * Asks for the body of a 200 in pieces (`chunks`), without a limit of size. `timeoutMs` then ends with the
   * headers. A transport that cannot do this answers whole, as always.
   */
  readonly streamed?: boolean;
  readonly signal?: AbortSignal;
}

/** One whole answer as it came off the wire. */
export interface TransportAnswer {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** Raw bytes: WeChat's signature covers them. */
  readonly body: Uint8Array;
  /** Only when it was asked for: the body in pieces, each read when it is wanted; `body` is empty then. */
  readonly chunks?: AsyncIterable<Uint8Array>;
}

/**
 * Carries one request and brings back its answer, whatever the status; follows no redirect, repeats nothing.
 *
 * @throws TransportError when no whole answer came; its `sent` decides whether the call may have been executed
 */
export type Transport = (request: TransportRequest) => Promise<TransportAnswer>;
