import type { Refund } from './refund.ts';

const MINUTE_MS = 60_000;

/**
 * How long after one question about a refund the next one comes: every minute for 5 minutes, then 5, 10, 20 and
 * 30 min, as WeChat asks for. The last distance repeats for the rest of the first day.
 */
const REFUND_POLL_DISTANCES_MS: readonly number[] = Object.freeze(
  [1, 1, 1, 1, 1, 5, 10, 20, 30].map((minutes) => minutes * MINUTE_MS),
);

/** How long a refund is asked about at the distances above: one day. */
const REFUND_EAGER_MS = 24 * 60 * MINUTE_MS;

/** How often it is asked about after that, for as long as WeChat has no final word: every 4 hours. */
const REFUND_PATIENT_MS = 4 * 60 * MINUTE_MS;

/**
 * Says when the next question about a refund, or its next sending, is due; null when there is none.
 *
 * There is no last one: money under way is asked about until it has arrived, and cards take days.
 */
export function nextRefundPollAtMs(
  refund: Pick<
    Refund,
    'kind' | 'state' | 'problem' | 'amountFen' | 'totalFen' | 'requestedAtMs' | 'pollCount'
  >,
  nowMs: number,
): number | null {
  switch (refund.state) {
    case 'requested':
    case 'processing': {
      const isFirstDay = nowMs < refund.requestedAtMs + REFUND_EAGER_MS;
      const eager = REFUND_POLL_DISTANCES_MS[refund.pollCount] ?? 30 * MINUTE_MS;
      return nowMs + (isFirstDay ? eager : REFUND_PATIENT_MS);
    }
    case 'abnormal':
      return nowMs + REFUND_PATIENT_MS;
    case 'succeeded':
      // At once: its order may have to be closed, or the rest sent after it.
      if (refund.kind === 'surplus') return refund.amountFen < refund.totalFen ? nowMs : null;
      return refund.kind === 'asked' ? null : nowMs;
    case 'closed':
      // What a policy wants back is wanted still, whatever came of this one. A person's refund ends here.
      return refund.kind === 'asked' ? null : nowMs;
    case 'awaiting-approval':
    case 'disputed':
      return null;
  }
}

/** How far apart WeChat wants two refunds of one order: one minute. @see 4012791903 */
const REFUND_PACE_MS = MINUTE_MS;

/** Says when a refund may be sent as far as its order's other refunds are concerned; `nowMs` when at once. */
export function paceRefundMs(
  refund: Pick<Refund, 'id' | 'transactionId'>,
  others: readonly Pick<Refund, 'id' | 'transactionId' | 'sentAtMs'>[],
  nowMs: number,
): number {
  const sent = others
    .filter(({ id, transactionId }) => id !== refund.id && transactionId === refund.transactionId)
    .flatMap(({ sentAtMs }) => sentAtMs ?? [])
    // A time in the future is a clock that was set back: it must not hold anybody up for longer than the pace.
    .map((sentAtMs) => Math.min(sentAtMs, nowMs) + REFUND_PACE_MS);
  return Math.max(nowMs, ...sent);
}
