import { planReconciliations } from '../flows/plan-reconciliations.ts';
import { reconcileDay } from '../flows/reconcile-day.ts';
import { ReconciliationProblem } from '../flows/reconciliation-problem.ts';
import type { Ports, Reconciliation } from '../ports.ts';
import { createDueLoop, type DueLoop, type DueLoopOptions, describeFailure } from './due-loop.ts';

/** How often it is looked for due days: nobody waits for them as for a payment. */
const LOOK_INTERVAL_MS = 15_000;
/** How often it is looked whether a day is missing on the list. */
const PLAN_INTERVAL_MS = 10 * 60_000;
/** Longer than the largest day takes. */
const LEASE_SECONDS = 900;

/**
 * Creates the loop that reconciles each day once: from ten o'clock in Beijing on the next, with a back-off while WeChat's
 * bill is not ready, and later whatever was missed. One day at a time; a stop does not wait for a large one.
 */
export function createReconcileLoop(ports: Ports, options: DueLoopOptions = {}): DueLoop {
  const isTimeToLook = everyMs(LOOK_INTERVAL_MS);
  const isTimeToPlan = everyMs(PLAN_INTERVAL_MS);
  let isStopped = false;
  /** What could not be planned is planned at the next look: until then its day would be on no list. */
  async function plan(): Promise<void> {
    try {
      await planReconciliations(ports);
    } catch (error) {
      isTimeToPlan(Number.NEGATIVE_INFINITY);
      throw error;
    }
  }
  const goOn = (): void => {
    if (isStopped) throw new ReconciliationProblem('STOPPED', 'the server is stopping');
  };
  const loop = createDueLoop<Reconciliation>(
    {
      async claim() {
        const nowMs = ports.clock.nowMs();
        if (isTimeToPlan(nowMs)) await plan();
        if (!isTimeToLook(nowMs)) return [];
        const { merchantId } = ports.settings;
        const due = { merchantId, nowMs, leaseSeconds: LEASE_SECONDS, limit: 1 };
        const claimed = await ports.store.claimDueReconciliations(due);
        // Where one was due there may be more.
        if (claimed.length > 0) isTimeToLook(Number.NEGATIVE_INFINITY);
        return claimed;
      },
      handle: (run) => reconcileDay(ports, run, goOn),
      onFailure: (error, run) =>
        ports.log.event('reconciliation.failed', {
          day: run?.day ?? null,
          bill: run?.bill ?? null,
          error: describeFailure(error),
        }),
    },
    { ...options, concurrency: 1 },
  );
  return Object.freeze<DueLoop>({
    ...loop,
    stop() {
      isStopped = true;
      return loop.stop();
    },
  });
}

/** Says whether so much time has passed since it last said so; a clock that was set back counts as well. */
function everyMs(intervalMs: number): (nowMs: number) => boolean {
  let lastMs = Number.NEGATIVE_INFINITY;
  return (nowMs) => {
    if (Math.abs(nowMs - lastMs) < intervalMs) return false;
    lastMs = nowMs;
    return true;
  };
}
