const SECOND_MS = 1_000;

/** WeChat learns of a payment some seconds after us: a report is not sent sooner after it than 5 s. */
export const FIRST_REPORT_DELAY_MS = 5 * SECOND_MS;

/**
 * How long after a report, or a message, that was not taken the next attempt comes; the last distance
 * repeats.
 */
const DISTANCES_MS: readonly number[] = Object.freeze(
  [10, 10, 20, 40, 60, 120, 300, 600, 1_800, 3_600].map((seconds) => seconds * SECOND_MS),
);

/** How long a report is attempted: a payment that WeChat does not know after a day is not its own. */
export const REPORT_LIFE_MS = 24 * 3_600 * SECOND_MS;

/** How long a message is attempted: news of yesterday helps nobody. */
export const MESSAGE_LIFE_MS = 3_600 * SECOND_MS;

/** Says when the next attempt is due after `count` that failed; null when the time is over. */
export function nextAttemptAtMs(
  count: number,
  beganAtMs: number,
  lifeMs: number,
  nowMs: number,
): number | null {
  const next = nowMs + (DISTANCES_MS[count] ?? 3_600 * SECOND_MS);
  return next <= beganAtMs + lifeMs ? next : null;
}

/**
 * WeChat's refusals that pass by themselves: the payment is not there yet, a system error, or too many
 * calls. Any other refusal stays one however often it is asked.
 */
const PASSING: ReadonlySet<string> = new Set([
  '-1',
  '10060001',
  '10060012',
  '10060019',
  '40001',
  '40014',
  '42001',
  '43108',
  '45009',
  '45011',
]);

/** Whether an attempt that failed is worth another. */
export function isWorthAnother(failure: {
  readonly outcome: 'none' | 'refused' | 'unknown';
  readonly code: string;
}): boolean {
  return failure.outcome !== 'refused' || PASSING.has(failure.code);
}
