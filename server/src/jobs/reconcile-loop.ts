import { planReconciliations } from '../flows/plan-reconciliations.ts';
import { reconcileDay } from '../flows/reconcile-day.ts';
import type { Ports, Reconciliation } from '../ports.ts';
import { createDueLoop, type DueLoop, type DueLoopOptions, describeFailure } from './due-loop.ts';

/** How often it is looked whether a day is missing on the list. */
const PLAN_INTERVAL_MS = 10 * 60_000;
/** Longer than the largest day takes. */
const LEASE_SECONDS = 900;

/**
 * Creates the loop that reconciles each day once: from ten o'clock in Beijing on the next, with a back-off while WeChat's
 * bill is not ready, and later whatever was missed.
 */
export function createReconcileLoop(ports: Ports, options: DueLoopOptions = {}): DueLoop {
  let plannedAtMs = Number.NEGATIVE_INFINITY;
  async function plan(): Promise<void> {
    const nowMs = ports.clock.nowMs();
    if (Math.abs(nowMs - plannedAtMs) < PLAN_INTERVAL_MS) return;
    await planReconciliations(ports);
    plannedAtMs = nowMs;
  }
  return createDueLoop<Reconciliation>(
    {
      async claim({ limit }) {
        await plan();
        return ports.store.claimDueReconciliations({
          merchantId: ports.settings.merchantId,
          nowMs: ports.clock.nowMs(),
          leaseSeconds: LEASE_SECONDS,
          limit,
        });
      },
      handle: (run) => reconcileDay(ports, run),
      onFailure: (error, run) =>
        ports.log.event('reconciliation.failed', {
          day: run?.day ?? null,
          bill: run?.bill ?? null,
          error: describeFailure(error),
        }),
    },
    { ...options, concurrency: 1 },
  );
}
