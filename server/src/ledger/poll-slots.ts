import type { Order } from './order.ts';

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;

/** How long after prepay WeChat is asked: 10 s, 30 s, 1, 2, 4, 8, 15 and 30 min. */
const POLL_SLOTS_MS: readonly number[] = Object.freeze([
  10 * SECOND_MS,
  30 * SECOND_MS,
  1 * MINUTE_MS,
  2 * MINUTE_MS,
  4 * MINUTE_MS,
  8 * MINUTE_MS,
  15 * MINUTE_MS,
  30 * MINUTE_MS,
]);

/** How long after our close WeChat is asked once more, in case money came in the same instant: 10 min. */
export const POLL_AFTER_CLOSE_MS = 10 * MINUTE_MS;

/** How often WeChat is asked while it has not said a terminal word: 30 min. */
const POLL_REPEAT_MS = 30 * MINUTE_MS;

/** How long an order is asked about, from its creation: 7 days, when WeChat closes it by itself. */
export const POLL_LIMIT_MS = 7 * 24 * 60 * MINUTE_MS;

/**
 * Says when the next question about an order is due; null when there is nothing more to ask.
 *
 * A `payable` order is asked about at each slot after prepay, then at expiry, 10 and 30 min later, then every 30 min.
 * An order in `closing` is asked about at the same slots counted from the last attempt
 * (`pollCount` starts at 0 when it enters the state), so that a stuck close frees its stock soon.
 * A `closed` order is asked about every 30 min, and at those last slots, until WeChat's word is terminal.
 */
export function nextPollAtMs(
  order: Pick<Order, 'state' | 'createdAtMs' | 'prepaidAtMs' | 'expiresAtMs' | 'pollCount'>,
  nowMs: number,
): number | null {
  const due = dueAtMs(order, nowMs);
  return due !== null && due <= order.createdAtMs + POLL_LIMIT_MS ? due : null;
}

/** Says when the first question about an order is due, should it be placed at WeChat now. */
export function firstPollAtMs({ expiresAtMs }: Pick<Order, 'expiresAtMs'>, nowMs: number): number {
  return Math.min(nowMs + (POLL_SLOTS_MS[0] ?? 0), expiresAtMs);
}

function dueAtMs(order: Parameters<typeof nextPollAtMs>[0], nowMs: number): number | null {
  const repeat = nowMs + POLL_REPEAT_MS;
  switch (order.state) {
    case 'created':
      return lastSlotsOf(order).find((slot) => slot > nowMs) ?? repeat;
    case 'payable':
      return slotsOf(order).find((slot) => slot > nowMs) ?? repeat;
    case 'closing':
      return nowMs + (POLL_SLOTS_MS[order.pollCount] ?? POLL_REPEAT_MS);
    case 'closed':
      return Math.min(repeat, lastSlotsOf(order).find((slot) => slot > nowMs) ?? repeat);
    case 'paid':
    case 'refunding':
    case 'disputed':
      return null;
  }
}

function slotsOf(order: Pick<Order, 'createdAtMs' | 'prepaidAtMs' | 'expiresAtMs'>): number[] {
  const start = order.prepaidAtMs ?? order.createdAtMs;
  const slots = POLL_SLOTS_MS.map((slot) => start + slot);
  return [...slots.filter((slot) => slot < order.expiresAtMs), ...lastSlotsOf(order)];
}

/** Whoever got no answer at the expiry, with a wrong clock perhaps, asks again soon: payer and stock are waiting. */
function lastSlotsOf({ expiresAtMs }: Pick<Order, 'expiresAtMs'>): number[] {
  return [expiresAtMs, expiresAtMs + POLL_AFTER_CLOSE_MS, expiresAtMs + POLL_REPEAT_MS];
}
