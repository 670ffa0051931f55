import { fixPicks } from '../fix-picks.ts';
import { createKeyedRandom } from '../keyed-random.ts';
import type { World } from '../world.ts';
import { type Regression, strikeWhere } from './regression.ts';
import { sellPastUs } from './sell-past-us.ts';

const MINUTE_MS = 60_000;
/** The run begins 40 minutes before midnight. */
const MIDNIGHT = 40;

/** The list of days to reconcile could not be begun before midnight, and began with the day after. */
export const firstDay: Regression = {
  name: 'money of a day that was on no list is in no difference',
  broke: 'I08',
  foundBy: 'seeds 405, 644 and 680 of 2026-11-23',
  plan() {
    const random = fixPicks(createKeyedRandom(405), {});
    let world: World | null = null;
    const now = () => world?.scheduler.nowMs() ?? 0;
    return {
      random,
      faults: strikeWhere(
        now,
        (kind, place, minutes) =>
          kind === 'store-refuses' &&
          minutes < MIDNIGHT + 5 &&
          /Reconciliation|first(Order|Paid)AtMs/.test(place),
      ),
      servers: 1,
      latePayment: 'accept',
      keepTrace: false,
      crashAt: null,
      stormMs: 60 * MINUTE_MS,
      calmMs: 40 * 60 * MINUTE_MS,
      begin(begun) {
        world = begun;
        sellPastUs(begun, MINUTE_MS).catch((error: unknown) =>
          begun.journal.mistakes.push(String(error)),
        );
      },
    };
  },
};
