import { formatBeijingTime } from './beijing-time.ts';
import { describeTransaction, type Order } from './order.ts';
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
  readonly outTradeNo: string;
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

/** What the notifier stands on. */
export interface NotifierParts {
  readonly clock: SimulatorClock;
  readonly random: SeededRandom;
  readonly apiV3Key: string;
  /** Makes one attempt with a fresh signature; never rejects. */
  readonly send: (notification: Notification) => Promise<Omit<NotificationAttempt, 'atMs'>>;
  /** How long the first attempt of a notification is held back, in milliseconds. */
  readonly holdBackMs: () => number;
}

/** Tells the merchant of payments, again and again until it says 2xx. */
export interface Notifier {
  notifyPaid(order: Order): void;
  /** Makes one more attempt now, outside of the schedule; `undefined` when there is no such notification. */
  resend(id: string): Promise<Notification | undefined>;
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

/** Creates a notifier whose schedule follows `clock`. */
export function createNotifier(parts: NotifierParts): Notifier {
  const { clock, send } = parts;
  const notifications = new Map<string, Notification>();
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
    clock.schedule(atMs, () => attemptOnSchedule(id, retry));
  }

  async function attemptOnSchedule(id: string, retry: number): Promise<void> {
    if (find(id)?.state !== 'pending') return;
    change(id, withoutNextAttempt);
    if ((await attempt(id))?.state !== 'pending') return;
    const waitMs = RETRY_WAITS_MS[retry];
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
    notifyPaid(order: Order) {
      const notification = paymentNotification(order, parts);
      notifications.set(notification.id, notification);
      plan(notification.id, clock.nowMs() + parts.holdBackMs(), 0);
    },
    resend: attempt,
    find,
    list: () => [...notifications.values()],
  });
}

function withoutNextAttempt({ nextAttemptAtMs: _, ...rest }: Notification): Notification {
  return rest;
}

/** Writes the envelope with its keys in the order of real notifications. */
function paymentNotification(
  order: Order,
  { clock, random, apiV3Key }: NotifierParts,
): Notification {
  const createdAtMs = clock.nowMs();
  const content = JSON.stringify(describeTransaction(order, 'SUCCESS'));
  const sealed = sealResource(content, apiV3Key, random.letters(12), 'transaction');
  const id = random.uuid();
  const eventType = 'TRANSACTION.SUCCESS';
  const body = JSON.stringify({
    id,
    create_time: formatBeijingTime(createdAtMs),
    resource_type: 'encrypt-resource',
    event_type: eventType,
    summary: '支付成功',
    resource: {
      original_type: 'transaction',
      algorithm: sealed.algorithm,
      ciphertext: sealed.ciphertext,
      associated_data: sealed.associated_data,
      nonce: sealed.nonce,
    },
  });
  return Object.freeze({
    id,
    eventType,
    outTradeNo: order.request.out_trade_no,
    url: order.request.notify_url,
    body,
    content,
    createdAtMs,
    state: 'pending',
    attempts: [],
  });
}
