import { type KeepFor, sweepOld } from '../flows/sweep-old.ts';
import type { Log, Merchants } from '../ports.ts';
import { describeFailure } from './due-loop.ts';

/** A server that has just started has better things to do. */
const FIRST_SWEEP_MS = 10 * 60_000;

/** Once a day. Several processes that do it find nothing left to delete. */
const SWEEP_INTERVAL_MS = 24 * 60 * 60_000;

/**
 * Deletes what is old of every merchant, once a day; returns how to stop it: nothing more is deleted, and it resolves when
 * the statement under way is finished.
 */
export function startOldSweep(
  house: { readonly merchants: Pick<Merchants, 'list'>; readonly log: Log },
  keep: KeepFor,
  times: { readonly firstMs?: number; readonly everyMs?: number } = {},
): () => Promise<void> {
  const { firstMs = FIRST_SWEEP_MS, everyMs = SWEEP_INTERVAL_MS } = times;
  let isStopped = false;
  let running = Promise.resolve();
  let timer = setTimeout(begin, firstMs);

  function begin(): void {
    running = sweepAll();
    timer = setTimeout(begin, everyMs);
  }

  async function sweepAll(): Promise<void> {
    for (const ports of await house.merchants.list()) {
      if (isStopped) return;
      try {
        await sweepOld(ports, keep, () => isStopped);
      } catch (error) {
        house.log.event('sweep.failed', { error: describeFailure(error) });
      }
    }
  }

  return async () => {
    isStopped = true;
    clearTimeout(timer);
    await running;
  };
}
