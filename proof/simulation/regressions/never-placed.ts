import { fixPicks } from '../fix-picks.ts';
import { createKeyedRandom } from '../keyed-random.ts';
import { type Regression, stage } from './regression.ts';
import { sellPastUs } from './sell-past-us.ts';

const MINUTE_MS = 60_000;
/** Until then notifications do not arrive, though everything else is well, in minutes. */
const LINE_BACK = 100;

/** Of an order that we never placed nobody asked: what was sold under its number was known by the notification only. */
export const neverPlaced: Regression = {
  name: 'money under the number of an order that was never placed is known by the second slot',
  broke: 'I01',
  foundBy: 'seed 30258 of 2026-11-23',
  plan: () =>
    stage({
      random: fixPicks(createKeyedRandom(30_258), {}),
      isStruck: (kind, _place, minutes) => kind === 'notification-lost' && minutes < LINE_BACK,
      stormMinutes: 50,
      isEndless: true,
      play: (world) => [sellPastUs(world, MINUTE_MS / 2)],
    }),
};
