import { createClosing } from './closing.ts';
import { type AdvisedDifference, listDifferences } from './flows/list-differences.ts';
import { reconcileDay } from './flows/reconcile-day.ts';
import type { OnProgress } from './flows/reconcile-trade-bill.ts';
import { hasBill } from './ledger/reconcile-schedule.ts';
import { openHouse } from './main.ts';
import type { Ports, Reconciliation } from './ports.ts';
import type { ServerOptions } from './server-options.ts';

/** Longer than the largest day takes. */
const LEASE_MS = 900_000;
const BILLS = ['trade', 'fund-flow'] as const;

/** What a day came to, and in what it disagrees. */
export interface ReconciledNow {
  readonly bills: readonly Reconciliation[];
  /** The day's open differences. */
  readonly open: readonly AdvisedDifference[];
}

/**
 * Reconciles one day at once, beside whatever servers run on the same database: a run of theirs that is under way is
 * overtaken, and writes nothing.
 *
 * @param options.merchantId Default: the environment's merchant.
 * @throws RangeError when WeChat has no bill of that day, or there is no such merchant.
 * @throws Error when the database is not to be had.
 */
export async function reconcileNow(
  options: Omit<ServerOptions, 'products' | 'poll'> & {
    readonly day: string;
    readonly merchantId?: string;
    /** Default: both, the trade bill first. */
    readonly bills?: readonly Reconciliation['bill'][];
    readonly onProgress?: (bill: Reconciliation['bill'], billRows: number) => void;
  },
): Promise<ReconciledNow> {
  const { day, merchantId = options.config.merchantId } = options;
  const closing = createClosing();
  try {
    const { merchants } = await openHouse(options, closing, () => '');
    const ports = await merchants.find(merchantId);
    if (ports === null) throw new RangeError(`there is no merchant ${merchantId}`);
    if (!hasBill(day, ports.clock.nowMs())) throw new RangeError(`there is no bill of ${day}`);
    const bills: Reconciliation[] = [];
    for (const bill of options.bills ?? BILLS) {
      const untilMs = ports.clock.nowMs() + LEASE_MS;
      const run = await ports.store.takeReconciliation({ merchantId, day, bill }, untilMs);
      const onProgress: OnProgress = ({ billRows }) => {
        if (billRows > 0) options.onProgress?.(bill, billRows);
      };
      bills.push(await reconcileDay(ports, run, onProgress));
    }
    return Object.freeze({ bills, open: await listOpen(ports, day) });
  } finally {
    await closing.close();
  }
}

async function listOpen(ports: Ports, day: string): Promise<AdvisedDifference[]> {
  const open: AdvisedDifference[] = [];
  let cursor: string | null = null;
  do {
    const page = { state: 'open' as const, day, cursor, limit: 1_000 };
    const next: Awaited<ReturnType<typeof listDifferences>> = await listDifferences(ports, page);
    open.push(...next.items);
    cursor = next.nextCursor;
  } while (cursor !== null);
  return open;
}
