import { NetworkError } from '../core/errors/network-error.ts';
import type { System } from '../core/system.ts';

/**
 * Waits a time in milliseconds; not at all for 0 or less.
 *
 * @throws NetworkError (`NETWORK_ABORTED`, outcome `none`) when the signal ends it
 */
export async function pause(
  system: System,
  durationMs: number,
  signal: AbortSignal | undefined,
): Promise<void> {
  try {
    if (durationMs > 0) await system.sleep(durationMs, signal);
  } catch (error) {
    if (!signal?.aborted) throw error;
    throw new NetworkError({ sent: false, aborted: true, reason: 'while waiting' });
  }
}
