import { firstRunAtMs, missingDays } from '../ledger/reconcile-schedule.ts';
import type { Ports } from '../ports.ts';

/**
 * Puts on the list every day up to today that is not there: tomorrow's work, and what was missed while no server ran,
 * as far back as WeChat has bills. The first day is that of the first order, paid or not: money that came past us under
 * its number is in that day's bill and nowhere else. Any number of processes may do so; each day is there once.
 *
 * @returns How many days were put there.
 */
export async function planReconciliations({ store, clock, settings }: Ports): Promise<number> {
  const { merchantId } = settings;
  const last = await store.lastReconciliationDay(merchantId);
  const first = last === null ? await store.firstOrderAtMs(merchantId) : null;
  const days = missingDays(last, first, clock.nowMs());
  await store.planReconciliations(
    days.flatMap((day) =>
      (['trade', 'fund-flow'] as const).map((bill) => ({
        merchantId,
        day,
        bill,
        nextRunAtMs: firstRunAtMs(day, bill),
      })),
    ),
  );
  return days.length;
}
