import type { Notification, NotificationEventType, NotificationOf } from './notification.ts';

/**
 * What to do about each event; WeChat gets its 2xx only after the handler resolved.
 *
 * An event with neither a handler of its own nor `otherwise` is answered 500, so that none is lost
 * unseen: WeChat sends it again for a day. To ignore the rest knowingly, write `otherwise: () => {}`.
 */
export type NotificationHandlers = {
  readonly [Event in NotificationEventType]?: NotificationHandler<NotificationOf<Event>>;
} & {
  /** Every event without a handler of its own. */
  readonly otherwise?: NotificationHandler<Notification>;
};

/**
 * Records what a verified notification says; compare it with your own order first (`expectNotification`).
 *
 * Resolve within 5 seconds, later WeChat no longer listens: record durably, do slow work afterwards. What it
 * throws is answered 500 and comes again.
 */
export type NotificationHandler<N extends Notification> = (
  notification: N,
  context: NotificationContext,
) => unknown;

/** What a handler may need beside the notification. */
export interface NotificationContext {
  /** Merchant number and `id`: the same on each resend, different for each notification. Remember this one. */
  readonly key: string;
}

/** How notifications are taken in. */
export interface AnswerOptions {
  /**
   * Remembers what was done, so that a resend is acknowledged without running the handler again.
   * Default: nothing is remembered, and handlers must bear repetition.
   */
  readonly store?: NotificationStore;
  /** How long a handler may hold a notification before another delivery may run it, in milliseconds. Default 60,000. */
  readonly leaseMs?: number;
  /**
   * Learns why a notification was not acknowledged: a `NotificationError`, or what a handler or the store threw.
   * Default: one line on standard error. What it throws is ignored.
   */
  readonly onError?: (error: unknown) => void;
}

/** The answer WeChat gets, for any web framework. */
export interface NotificationAnswer {
  /** 204 when the handler resolved; otherwise 4xx or 5xx, and WeChat sends the notification again. */
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** JSON text; undefined with 204. */
  readonly body: string | undefined;
}

/**
 * Remembers which notifications are done, for all processes that share it.
 *
 * This alone gives *at least once*: a process may die after the effect of its handler and before `complete`,
 * and the next delivery runs the handler again when the lease has run out. For *exactly once* either make the
 * effect idempotent (an update that only moves an order from unpaid to paid), or write effect and memory in one
 * transaction, as `remember` of the PostgreSQL store does.
 */
export interface NotificationStore {
  /**
   * Takes a notification for a time, unless it is done or taken.
   *
   * A store that several processes share measures the lease with a clock of its own; `nowMs` is for the others.
   */
  claim(
    key: string,
    lease: { readonly nowMs: number; readonly leaseMs: number },
  ): Promise<NotificationClaim>;
}

/** `claimed`: run the handler · `busy`: another delivery is running it · `done`: it has been run. */
export type NotificationClaim =
  | {
      readonly state: 'claimed';
      /** Remembers it as done, whoever holds it by now: the effect has happened. */
      complete(): Promise<void>;
      /** Gives it back at once, if it is still held: the next delivery need not wait for the lease. */
      release(): Promise<void>;
    }
  | { readonly state: 'busy' }
  | { readonly state: 'done' };
