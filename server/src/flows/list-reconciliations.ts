import type { BeijingDay } from '../ledger/beijing-day.ts';
import type { Ports, Reconciliation } from '../ports.ts';

/** A day with what each of its bills came to. */
export interface ReconciledDay {
  readonly day: BeijingDay;
  readonly bills: readonly Reconciliation[];
}

/** Lists the days, newest first, today's included; `nextBefore` leads to the next page. */
export async function listReconciliations(
  { store, settings }: Ports,
  page: { readonly before: BeijingDay | null; readonly limit: number },
): Promise<{ readonly items: readonly ReconciledDay[]; readonly nextBefore: BeijingDay | null }> {
  const runs = await store.listReconciliations(settings.merchantId, {
    ...page,
    limit: page.limit + 1,
  });
  const days = [...new Set(runs.map(({ day }) => day))];
  const items = days
    .slice(0, page.limit)
    .map((day) => ({ day, bills: runs.filter((run) => run.day === day) }));
  return { items, nextBefore: days.length > page.limit ? (items.at(-1)?.day ?? null) : null };
}
