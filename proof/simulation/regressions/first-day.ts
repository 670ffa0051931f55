import { fixPicks } from '../fix-picks.ts';
import { createKeyedRandom } from '../keyed-random.ts';
import { type Regression, stage } from './regression.ts';
import { sellPastUs } from './sell-past-us.ts';

const MINUTE_MS = 60_000;
/** The run begins 40 minutes before midnight; a list begins ten minutes early, so the database stays away for longer. */
const MIDNIGHT = 40;

/** The list of days to reconcile could not be begun before midnight, and began with the day after. */
export const firstDay: Regression = {
  name: 'money of a day that was on no list is in no difference',
  broke: 'I08',
  foundBy: 'seeds 405, 644 and 680 of 2026-11-23',
  plan: () =>
    stage({
      random: fixPicks(createKeyedRandom(405), {}),
      isStruck: (kind, place, minutes) =>
        kind === 'store-refuses' &&
        minutes < MIDNIGHT + 15 &&
        /Reconciliation|first(Order|Paid)AtMs/.test(place),
      play: (world) => [sellPastUs(world, MINUTE_MS)],
    }),
};
