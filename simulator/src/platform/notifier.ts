import { formatBeijingTime } from './beijing-time.ts';
import type { Memory } from './memory.ts';
import { sealResource } from './seal-resource.ts';
import type { SeededRandom } from './seeded-random.ts';
import type { SimulatorClock } from './simulated-clock.ts';

/** How one attempt ended; only 2xx within five seconds is an acknowledgement. */
export interface NotificationAttempt {
  readonly atMs: number;
  readonly result: 'acknowledged' | 'refused' | 'failed' | 'lost';
  readonly status?: number;
  readonly reason?: string;
}

/** One notification: `id` and `body` stay the same on every attempt. */
export interface Notification {
  readonly id: string;
  readonly eventType: string;
  /** The order it is about, when it is about one. */
  readonly outTradeNo?: string;
  readonly url: string;
  /** The exact envelope that is sent. */
  readonly body: string;
  /** The JSON text inside the envelope. */
  readonly content: string;
  readonly createdAtMs: number;
  readonly state: 'pending' | 'acknowledged' | 'exhausted';
  readonly attempts: readonly NotificationAttempt[];
  readonly nextAttemptAtMs?: number;
}

/** What the merchant is to be told. */
export interface Notice {
  readonly eventType: string;
  readonly summary: string;
  /** Also the associated data under the seal, as in real notifications. */
  readonly originalType: string;
  readonly content: Readonly<Record<string, unknown>>;
  readonly url: string;
  readonly outTradeNo?: string;
  /** The waits after failed attempts in milliseconds; those of payments and refunds by default. */
  readonly retryWaitsMs?: readonly number[];
}

/** What the notifier stands on. */
export interface NotifierParts {
  readonly memory: Memory;
  readonly clock: SimulatorClock;
  readonly random: SeededRandom;
  /** The APIv3 key in force. */
  readonly apiV3Key: () => string;
  /** Makes one attempt with a fresh signature; never rejects. */
  readonly send: (notification: Notification) => Promise<Omit<NotificationAttempt, 'atMs'>>;
  /** What a new notification waits for; nothing when undefined. */
  readonly hold: () => Hold | undefined;
  /** Whether an acknowledged notification is sent once more. */
  readonly repeats: () => boolean;
}

/** What the first attempt of a notification waits for: some milliseconds, the next notification, or a close. */
export type Hold = { readonly ms: number } | { readonly until: 'next' | 'close' };

/** Tells the merchant what happened, again and again until it says 2xx. */
export interface Notifier {
  /** Sends at once and then by the schedule; answers the notification's id. */
  notify(notice: Notice): string;
  /** Resolves after the first attempt of this notification, at once when there was one. */
  firstAttempt(id: string): Promise<void>;
  /** Makes one more attempt now, outside of the schedule; `undefined` when there is no such notification. */
  resend(id: string): Promise<Notification | undefined>;
  /** The merchant has tried to close this order: what waited for it is sent a second later. */
  closeTried(outTradeNo: string): void;
  find(id: string): Notification | undefined;
  list(): readonly Notification[];
}

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/**
 * The waits after a failed attempt, in milliseconds: one send and at most fifteen more, 24 h 4 min in all.
 *
 * @see https://pay.weixin.qq.com/doc/v3/merchant/4012791902
 */
const RETRY_WAITS_MS: readonly number[] = Object.freeze([
  15 * SECOND,
  15 * SECOND,
  30 * SECOND,
  3 * MINUTE,
  10 * MINUTE,
  20 * MINUTE,
  30 * MINUTE,
  30 * MINUTE,
  30 * MINUTE,
  60 * MINUTE,
  3 * HOUR,
  3 * HOUR,
  3 * HOUR,
  6 * HOUR,
  6 * HOUR,
]);

interface PlannedAttempt {
  readonly id: string;
  readonly atMs: number;
  readonly retry: number;
}

/** A notification waits this long at most for another event. */
const LONGEST_HOLD_MS = HOUR;

/** Creates a notifier whose schedule follows `clock`. */
export function createNotifier(parts: NotifierParts): Notifier {
  const { clock, send, memory } = parts;
  const notifications = memory.map<string, Notification>('notifications');
  const waitsOf = memory.map<string, readonly number[]>('notifications.waits');
  /** What holds a first attempt back. */
  const held = memory.map<string, 'next' | 'close'>('notifications.held');
  const planAttempt = memory.work('notification.attempt', attemptOnSchedule);
  const planRepeat = memory.work('notification.repeat', async (id: string) => {
    await attempt(id);
  });
  /** Who waits for the first attempt of a notification. */
  const waiting = new Map<string, (() => void)[]>();
  const find = (id: string) => notifications.get(id);

  function change(id: string, next: (now: Notification) => Notification): Notification | undefined {
    const now = notifications.get(id);
    if (now === undefined) return undefined;
    const changed = Object.freeze(next(now));
    notifications.set(id, changed);
    return changed;
  }

  function plan(id: string, atMs: number, retry: number): void {
    change(id, (now) => ({ ...now, nextAttemptAtMs: atMs }));
    planAttempt(atMs, { id, atMs, retry });
  }

  function planFirst(id: string, hold: Hold | undefined): void {
    const waits = hold !== undefined && 'until' in hold;
    if (waits) held.set(id, hold.until);
    const waitMs = waits ? LONGEST_HOLD_MS : (hold?.ms ?? 0);
    plan(id, clock.nowMs() + waitMs, 0);
  }

  function release(until: 'next' | 'close', concerns: (id: string) => boolean): void {
    for (const [id, waitsFor] of [...held]) {
      if (waitsFor !== until || !concerns(id)) continue;
      held.delete(id);
      plan(id, clock.nowMs() + SECOND, 0);
    }
  }

  async function attemptOnSchedule({ id, atMs, retry }: PlannedAttempt): Promise<void> {
    // One that was planned anew in the meantime comes at its new moment only.
    if (find(id)?.state !== 'pending' || find(id)?.nextAttemptAtMs !== atMs) return;
    held.delete(id);
    change(id, withoutNextAttempt);
    const tried = await attempt(id);
    for (const wake of waiting.get(id) ?? []) wake();
    waiting.delete(id);
    if (retry === 0) release('next', (other) => other !== id);
    if (tried?.state === 'acknowledged' && parts.repeats()) {
      planRepeat(clock.nowMs() + 15 * SECOND, id);
    }
    if (tried?.state !== 'pending') return;
    const waitMs = (waitsOf.get(id) ?? RETRY_WAITS_MS)[retry];
    if (waitMs === undefined) change(id, (now) => ({ ...now, state: 'exhausted' }));
    else plan(id, clock.nowMs() + waitMs, retry + 1);
  }

  async function attempt(id: string): Promise<Notification | undefined> {
    const notification = find(id);
    if (notification === undefined) return undefined;
    const atMs = clock.nowMs();
    const outcome = await send(notification);
    return change(id, (now) => {
      const attempts = [...now.attempts, { atMs, ...outcome }];
      return outcome.result === 'acknowledged'
        ? { ...withoutNextAttempt(now), attempts, state: 'acknowledged' }
        : { ...now, attempts };
    });
  }

  return Object.freeze({
    notify(notice: Notice) {
      const notification = newNotification(notice, parts);
      const { id } = notification;
      notifications.set(id, notification);
      if (notice.retryWaitsMs !== undefined) waitsOf.set(id, notice.retryWaitsMs);
      planFirst(id, parts.hold());
      return id;
    },
    firstAttempt: (id: string) =>
      new Promise<void>((resolve) => {
        const notification = find(id);
        if (notification === undefined || notification.attempts.length > 0) resolve();
        else waiting.set(id, [...(waiting.get(id) ?? []), resolve]);
      }),
    resend: attempt,
    closeTried(outTradeNo: string) {
      release('close', (id) => find(id)?.outTradeNo === outTradeNo);
    },
    find,
    list: () => [...notifications.values()],
  });
}

function withoutNextAttempt({ nextAttemptAtMs: _, ...rest }: Notification): Notification {
  return rest;
}

/** Writes the envelope with its keys in the order of real notifications. */
function newNotification(notice: Notice, { clock, random, apiV3Key }: NotifierParts): Notification {
  const createdAtMs = clock.nowMs();
  const content = JSON.stringify(notice.content);
  const sealed = sealResource(content, apiV3Key(), random.letters(12), notice.originalType);
  const id = random.uuid();
  const body = JSON.stringify({
    id,
    create_time: formatBeijingTime(createdAtMs),
    resource_type: 'encrypt-resource',
    event_type: notice.eventType,
    summary: notice.summary,
    resource: {
      original_type: notice.originalType,
      algorithm: sealed.algorithm,
      ciphertext: sealed.ciphertext,
      associated_data: sealed.associated_data,
      nonce: sealed.nonce,
    },
  });
  return Object.freeze({
    id,
    eventType: notice.eventType,
    ...(notice.outTradeNo === undefined ? {} : { outTradeNo: notice.outTradeNo }),
    url: notice.url,
    body,
    content,
    createdAtMs,
    state: 'pending',
    attempts: [],
  });
}
