import { type BeijingDay, isBeijingDay } from '../ledger/beijing-day.ts';
import { hasBill } from '../ledger/reconcile-schedule.ts';
import type { Ports, Reconciliation } from '../ports.ts';
import { Refusal } from './refusal.ts';

/**
 * Wants a day to be reconciled now, for the first time or again: it is done in the background, within half a minute.
 *
 * @throws Refusal `day_without_bill`
 */
export async function demandReconciliation(
  { store, clock, settings }: Ports,
  day: BeijingDay,
): Promise<readonly Reconciliation[]> {
  const nowMs = clock.nowMs();
  if (!isBeijingDay(day) || !hasBill(day, nowMs)) throw new Refusal('day_without_bill');
  const { merchantId } = settings;
  const demand = (bill: Reconciliation['bill'], atMs: number) =>
    store.demandReconciliation({ merchantId, day, bill }, atMs);
  // The second needs the result of the first.
  return [await demand('trade', nowMs), await demand('fund-flow', nowMs + 1)];
}
