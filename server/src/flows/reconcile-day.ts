import type { FundTotals, TradeTotals } from '../ledger/bill-line.ts';
import type { FoundDifference } from '../ledger/difference.ts';
import { nextRunAtMs } from '../ledger/reconcile-schedule.ts';
import { PlatformFailure, type Ports, type Reconciliation } from '../ports.ts';
import { reconcileFundFlow } from './reconcile-fund-flow.ts';
import {
  type BillComparison,
  type OnProgress,
  reconcileTradeBill,
} from './reconcile-trade-bill.ts';
import { ReconciliationProblem } from './reconciliation-problem.ts';

/** A bill that contradicts itself is fetched anew this often before that is written down. */
const FAULTY_BILL_ATTEMPTS = 3;

/**
 * Reconciles one day with one bill and writes the result, or when it is tried again and why. Doing it twice is doing it
 * once: each inequality stays one row, and what is gone is closed.
 *
 * @param run Claimed with `claimDueReconciliations`: until its lease ends no other process does it.
 * @returns The day as it is now.
 */
export async function reconcileDay(
  ports: Ports,
  run: Reconciliation,
  onProgress?: OnProgress,
): Promise<Reconciliation> {
  try {
    const compare = run.bill === 'trade' ? reconcileTradeBill : reconcileFundFlow;
    await finish(ports, run, await compare(ports, run, onProgress));
  } catch (error) {
    const isKnown = error instanceof PlatformFailure || error instanceof ReconciliationProblem;
    if (!isKnown) throw error;
    const isFaulty = error.code === 'BILL_SUMMARY_DIFFERS' && run.attempts >= FAULTY_BILL_ATTEMPTS;
    if (isFaulty) await finish(ports, run, faultyBill);
    else await postpone(ports, run, error);
  }
  return (await ports.store.findReconciliation(run)) ?? run;
}

async function finish(
  ports: Ports,
  run: Reconciliation,
  { file, totals, differences: found }: BillComparison<TradeTotals | FundTotals | null>,
): Promise<void> {
  const { day, bill } = run;
  const finishedAtMs = ports.clock.nowMs();
  const differences = unique(found);
  const open = differences.filter(({ healed }) => !healed).length;
  const healed = differences.length - open;
  const counts = { day, bill, differences: open, healed };
  const result = await ports.store.finishReconciliation(run, {
    finishedAtMs,
    file,
    totals,
    differences: differences.map((each) => ({ ...each, id: ports.random.uuid() })),
    outbox: [
      {
        id: ports.random.uuid(),
        type: 'reconciliation.finished',
        atMs: finishedAtMs,
        payload: { ...counts, totals },
      },
    ],
  });
  const event = result === 'stale' ? 'reconciliation.overtaken' : 'reconciliation.finished';
  ports.log.event(event, counts);
}

/** The same inequality is one, by however many rows of a bill it was met. */
function unique(found: readonly FoundDifference[]): readonly FoundDifference[] {
  return [...new Map(found.map((each) => [`${each.kind} ${each.reference}`, each])).values()];
}

async function postpone(
  ports: Ports,
  run: Reconciliation,
  { code, message }: PlatformFailure | ReconciliationProblem,
): Promise<void> {
  const { day, bill, attempts } = run;
  const next = nextRunAtMs(run, code, ports.clock.nowMs());
  await ports.store.postponeReconciliation(run, { problem: code, nextRunAtMs: next });
  ports.log.event('reconciliation.postponed', {
    ...{ day, bill, attempts, problem: code, nextRunAtMs: next },
    why: message,
  });
}

const summaryDiffers: FoundDifference = Object.freeze({
  kind: 'summary-differs',
  reference: 'summary',
  outTradeNo: null,
  transactionId: null,
  outRefundNo: null,
  oursFen: null,
  billFen: null,
  ourState: null,
  billState: null,
  note: null,
  healed: false,
});

const faultyBill: BillComparison<null> = Object.freeze({
  file: null,
  totals: null,
  differences: Object.freeze([summaryDiffers]),
});
