import type { OrderFact } from './facts.ts';

const MINUTE_MS = 60_000;

/** The published slots after prepay, written down a second time on purpose. */
const SLOTS_MS = [10_000, 30_000, ...[1, 2, 4, 8, 15, 30].map((minutes) => minutes * MINUTE_MS)];

/** When a payment is to be asked for after `paidAtMs`: the slots after prepay, the expiry, then every 30 minutes. */
export function pollSlotsMs(
  order: Pick<OrderFact, 'createdAtMs' | 'prepaidAtMs' | 'expiresAtMs'>,
  paidAtMs: number,
): readonly number[] {
  const startMs = order.prepaidAtMs ?? order.createdAtMs;
  const early = SLOTS_MS.map((slotMs) => startMs + slotMs).filter((ms) => ms < order.expiresAtMs);
  const later = [0, 10, 30, 60, 90].map((minutes) => order.expiresAtMs + minutes * MINUTE_MS);
  return [...early, ...later].filter((slotMs) => slotMs > paidAtMs);
}
