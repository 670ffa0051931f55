/** The states of one event's delivery to one endpoint; `exhausted` is visible and can be sent again. */
export type DeliveryState = 'pending' | 'delivered' | 'exhausted';

/** How a URL of a merchant's may be wrong, found before anything is sent to it. */
export type UrlProblem =
  | 'malformed'
  | 'not-https'
  | 'credentials'
  | 'odd-address'
  | 'forbidden-port'
  | 'forbidden-address'
  | 'unresolvable';

/** Why a delivery got no answer. */
export type DeliveryFailure =
  | UrlProblem
  | 'timeout'
  | 'connection-refused'
  | 'connection-broken'
  | 'tls-failed'
  | 'unreadable-answer';

/** What came of sending one webhook once; `status` is null when no answer came. */
export interface WebhookAnswer {
  readonly status: number | null;
  /** Null when an answer came. */
  readonly failure: DeliveryFailure | null;
  /** The first bytes of the answer's body as text. */
  readonly answer: string;
  /** The answer's `Retry-After`, as it was sent. */
  readonly retryAfter: string | null;
}

/** One attempt of a delivery. */
export interface DeliveryAttempt {
  readonly atMs: number;
  readonly durationMs: number;
  readonly status: number | null;
  readonly failure: DeliveryFailure | null;
  readonly answer: string;
}
