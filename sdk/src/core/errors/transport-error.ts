/** How far a failed transport got. */
export interface TransportErrorFields {
  /** Whether a byte of the request may have left; when in doubt, true. */
  readonly sent: boolean;
  /** Whether the time allowed ran out. */
  readonly timedOut: boolean;
  /** Whether the caller's `AbortSignal` ended the call. Default false. */
  readonly aborted?: boolean;
}

/**
 * What a `Transport` throws when it has no whole answer; the client turns it into `NetworkError` or `TimeoutError`.
 *
 * Its message should be short and fit for a log (`ECONNREFUSED`): no header, no body.
 */
export class TransportError extends Error {
  override readonly name = 'TransportError';
  readonly sent: boolean;
  readonly timedOut: boolean;
  readonly aborted: boolean;

  constructor(reason: string, fields: TransportErrorFields) {
    super(reason);
    this.sent = fields.sent;
    this.timedOut = fields.timedOut;
    this.aborted = fields.aborted ?? false;
  }
}
