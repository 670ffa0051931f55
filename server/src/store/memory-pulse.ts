import type { Difference } from '../ledger/difference.ts';
import type { Delivery, Order, PulseStore, Refund } from '../ports.ts';

const OPEN: readonly Order['state'][] = ['created', 'payable', 'closing'];

/** Tells how much waits in a store in memory. */
export function createMemoryPulse(kept: {
  orders(): readonly Order[];
  refunds(): readonly Refund[];
  deliveries(): readonly Delivery[];
  differences(): readonly Difference[];
  unplaced(): number;
}): PulseStore {
  return {
    async readPulse(nowMs) {
      const watched = kept.orders().filter(({ nextPollAtMs }) => nextPollAtMs !== null);
      const open = watched.filter(({ state }) => OPEN.includes(state));
      const polls = overdue(watched, ({ nextPollAtMs }) => nextPollAtMs, nowMs);
      const refunds = kept.refunds().filter(({ nextPollAtMs }) => nextPollAtMs !== null);
      const deliveries = kept.deliveries();
      const due = overdue(deliveries, ({ nextAttemptAtMs }) => nextAttemptAtMs, nowMs);
      return Object.freeze({
        openOrders: open.length,
        oldestOpenOrderAtMs: least(open.map(({ createdAtMs }) => createdAtMs)),
        duePolls: polls.length,
        mostOverduePollAtMs: least(polls),
        openRefunds: refunds.length,
        oldestOpenRefundAtMs: least(refunds.map(({ requestedAtMs }) => requestedAtMs)),
        dueDeliveries: due.length,
        mostOverdueDeliveryAtMs: least(due),
        exhaustedDeliveries: deliveries.filter(({ state }) => state === 'exhausted').length,
        unplacedEvents: kept.unplaced(),
        openDifferences: kept.differences().filter(({ state }) => state === 'open').length,
      });
    },
  };
}

function overdue<T>(things: readonly T[], dueOf: (thing: T) => number | null, nowMs: number) {
  return things.flatMap((thing) => {
    const dueMs = dueOf(thing);
    return dueMs !== null && dueMs <= nowMs ? [dueMs] : [];
  });
}

function least(values: readonly number[]): number | null {
  return values.length === 0 ? null : Math.min(...values);
}
