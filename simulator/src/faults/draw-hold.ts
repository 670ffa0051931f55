import type { Hold } from '../platform/notifier.ts';
import type { FaultBoard } from './fault-board.ts';

/** Lets the faults that are on decide what a new notification waits for. */
export function drawHold(faults: FaultBoard): Hold | undefined {
  if (faults.strike('notification.out-of-order') !== undefined) return { until: 'next' };
  if (faults.strike('notification.after-close') !== undefined) return { until: 'close' };
  const delay = faults.strike('notification.delay');
  return delay === undefined ? undefined : { ms: delay.delayMs ?? 30_000 };
}
