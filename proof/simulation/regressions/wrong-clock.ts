import { fixPicks } from '../fix-picks.ts';
import { createKeyedRandom } from '../keyed-random.ts';
import { type Regression, stage } from './regression.ts';
import { sellPastUs } from './sell-past-us.ts';

const MINUTE_MS = 60_000;
/** Until then notifications do not arrive, in minutes. */
const LINE_BACK = 100;

/**
 * A clock was minutes ahead, so that WeChat refused every question, also the one after the close;
 * when the clock was right again nobody asked for longer than was published.
 */
export const wrongClock: Regression = {
  name: 'a payment is known by the second slot after a clock was set right',
  broke: 'I01',
  foundBy: 'seed 18706 of 2026-11-23',
  plan: () =>
    stage({
      random: fixPicks(createKeyedRandom(18_706), {}),
      isStruck: (kind, _place, minutes) =>
        kind === 'clock-wrong' || (kind === 'notification-lost' && minutes < LINE_BACK),
      stormMinutes: 50,
      isEndless: true,
      play: (world) => [sellPastUs(world, 7 * MINUTE_MS)],
    }),
};
