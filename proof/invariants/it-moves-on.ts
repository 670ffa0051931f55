import { defineJudge } from './judge.ts';

/** How long after its expiry an order may be open: two slots of 30 minutes. */
const AFTER_EXPIRY_MS = 2 * 30 * 60_000;
/** How long a lease may stand when its holder died, and be found by another. */
const OVERDUE_MS = 120_000;
const TERMINAL: readonly string[] = ['paid', 'closed', 'disputed'];
/** A refund that waits for a person, or for WeChat's word, does not hang. */
const HANGING: readonly string[] = ['requested'];

/** I14: nothing hangs. */
export const itMovesOn = defineJudge(
  'I14',
  'After faults stop every order is terminal within its expiry and two slots, no lease is overdue, nothing grows without bound',
  function* (facts) {
    for (const { name, value, limit } of facts.seen.bounds) {
      if (value > limit) yield [`${name} is ${value}, more than ${limit}`];
    }
    if (!facts.settled) return;
    for (const { id, outTradeNo, state, expiresAtMs, nextPollAtMs } of facts.ours.orders) {
      if (!TERMINAL.includes(state) && facts.nowMs > expiresAtMs + AFTER_EXPIRY_MS) {
        yield [`${outTradeNo} is ${state} long after its expiry`, id];
      }
      if (nextPollAtMs !== null && nextPollAtMs < facts.nowMs - OVERDUE_MS) {
        yield [`nobody looks after ${outTradeNo}`, id];
      }
    }
    for (const { orderId, outRefundNo, state, nextPollAtMs } of facts.ours.refunds) {
      if (HANGING.includes(state)) yield [`the refund ${outRefundNo} is ${state} still`, orderId];
      if (nextPollAtMs !== null && nextPollAtMs < facts.nowMs - OVERDUE_MS) {
        yield [`nobody looks after the refund ${outRefundNo}`, orderId];
      }
    }
  },
);
