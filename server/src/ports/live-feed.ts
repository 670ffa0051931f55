/** One thing that changed at a merchant. */
export interface LiveEvent {
  /** Its place in the feed of events; null: it has none, and is not repeated. */
  readonly position: number | null;
  readonly type: string;
  /** What it is about: an order's id, a refund's, a day. */
  readonly subject: string;
  readonly atMs: number;
}

/** Somebody who watches. */
export interface LiveListener {
  readonly merchantId: string;
  /** Who: one person or key may watch in so many places at once. */
  readonly holder: string;
  /** Goes on after this place; null: with what happens from now on. */
  readonly after: number | null;
  onEvents(events: readonly LiveEvent[]): void;
  /** Every 15 seconds. */
  onBeat(): void;
  /** The feed ends. */
  onEnd(): void;
}

/** What happens at the merchants, as it happens: one reader of the database for everybody who watches. */
export interface LiveFeed {
  /** Tells what happens from when it resolves on, and hands back how to stop; null when too many watch already. */
  watch(listener: LiveListener): Promise<(() => void) | null>;
}
