import type { WebhookAnswer } from './webhook.ts';

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;

/**
 * How long after the failure of one attempt the next one follows; the first is made at once. Ten
 * attempts in all, over a little more than three days.
 */
const DELIVERY_DELAYS_MS: readonly number[] = Object.freeze([
  5 * SECOND_MS,
  5 * MINUTE_MS,
  30 * MINUTE_MS,
  2 * HOUR_MS,
  5 * HOUR_MS,
  10 * HOUR_MS,
  14 * HOUR_MS,
  20 * HOUR_MS,
  24 * HOUR_MS,
]);

/** How much of a delay is added by chance, so that what failed together does not come back together. */
const JITTER = 0.1;

/** The longest wait that an endpoint may ask for. */
const MOST_RETRY_AFTER_MS = 24 * HOUR_MS;

/** What an answer makes of a delivery. */
export type DeliveryDecision =
  | { readonly kind: 'delivered' }
  | { readonly kind: 'again'; readonly atMs: number }
  /** `gone`: the endpoint said 410 and wants nothing more, ever. */
  | { readonly kind: 'exhausted'; readonly gone: boolean };

/**
 * Judges one attempt. Any 2xx is a delivery; a redirect is a failure like any other; 410 ends the
 * endpoint; `Retry-After` makes the next attempt later, by a day at most, and never earlier.
 *
 * @param tries Attempts so far, this one included, since the delivery began or was asked for again.
 * @param chance From 0 to 1.
 */
export function decideDelivery(
  { status, retryAfter }: WebhookAnswer,
  {
    tries,
    nowMs,
    chance,
  }: { readonly tries: number; readonly nowMs: number; readonly chance: number },
): DeliveryDecision {
  if (status !== null && status >= 200 && status <= 299) return { kind: 'delivered' };
  if (status === 410) return { kind: 'exhausted', gone: true };
  const delayMs = DELIVERY_DELAYS_MS[tries - 1];
  if (delayMs === undefined) return { kind: 'exhausted', gone: false };
  const askedMs = Math.min(parseRetryAfterMs(retryAfter, nowMs), MOST_RETRY_AFTER_MS);
  const waitMs = Math.max(Math.round(delayMs * (1 + JITTER * chance)), askedMs);
  return { kind: 'again', atMs: nowMs + waitMs };
}

/** Seconds, or a date; 0 for anything else. */
function parseRetryAfterMs(text: string | null, nowMs: number): number {
  if (text === null) return 0;
  if (/^\d{1,9}$/.test(text)) return Number(text) * SECOND_MS;
  const atMs = Date.parse(text);
  return Number.isNaN(atMs) ? 0 : Math.max(atMs - nowMs, 0);
}
