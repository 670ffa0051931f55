import type { House } from '../ports.ts';
import { describeFailure } from './due-loop.ts';

/** How often it is looked for changed merchants and keys: every 2 seconds. */
const REFRESH_INTERVAL_MS = 2_000;

/**
 * Looks for changed merchants and keys until stopped; returns how to stop.
 *
 * It asks instead of listening to the database: one small question per process, which no lost connection
 * and no pooler between can make it miss.
 *
 * @param intervalMs Default 2000.
 */
export function startMerchantRefresh(
  registry: { refresh(): Promise<void> },
  log: House['log'],
  intervalMs: number = REFRESH_INTERVAL_MS,
): () => Promise<void> {
  let running: Promise<void> | null = null;
  const timer = setInterval(() => {
    running ??= registry
      .refresh()
      .catch((error: unknown) => {
        log.event('merchants.refresh-failed', { error: describeFailure(error) });
      })
      .finally(() => {
        running = null;
      });
  }, intervalMs);
  return async () => {
    clearInterval(timer);
    await running;
  };
}
