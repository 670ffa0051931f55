import type { Ports } from '../ports.ts';

/** How many rows one statement looks at: short enough that nobody waits for it. */
const STRETCH = 500;

/** So long ago is what goes, in milliseconds. */
export interface KeepFor {
  readonly deliveriesMs: number;
  readonly eventsMs: number;
}

/**
 * Deletes one merchant's finished deliveries, and the events that nobody is to hear of any more, when they are old. What is
 * still to be delivered stays. Orders, refunds, evidence, histories and the audit log are not touched.
 *
 * @param isOver Asked between two statements: true ends the walk, and the next one begins anew.
 */
export async function sweepOld(
  { store, clock, settings, log }: Pick<Ports, 'store' | 'clock' | 'settings' | 'log'>,
  keep: KeepFor,
  isOver: () => boolean = () => false,
): Promise<{ readonly deliveries: number; readonly events: number }> {
  const { merchantId } = settings;
  const nowMs = clock.nowMs();
  const walk = async <Place>(
    sweep: (
      after: Place | null,
    ) => Promise<{ readonly deleted: number; readonly next: Place | null }>,
  ): Promise<number> => {
    let sum = 0;
    let after: Place | null = null;
    do {
      const { deleted, next }: { readonly deleted: number; readonly next: Place | null } =
        await sweep(after);
      sum += deleted;
      after = next;
    } while (after !== null && !isOver());
    return sum;
  };
  const bounds = { merchantId, limit: STRETCH };
  const deliveries = await walk<Parameters<typeof store.sweepDeliveries>[0]['after']>((after) =>
    store.sweepDeliveries({ ...bounds, beforeMs: nowMs - keep.deliveriesMs, after }),
  );
  const events = await walk<number>((after) =>
    store.sweepEvents({ ...bounds, beforeMs: nowMs - keep.eventsMs, after: after ?? 0 }),
  );
  if (deliveries > 0) log.event('deliveries.swept', { merchantId, count: deliveries });
  if (events > 0) log.event('events.swept', { merchantId, count: events });
  return { deliveries, events };
}
