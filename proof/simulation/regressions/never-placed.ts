import { fixPicks } from '../fix-picks.ts';
import { createKeyedRandom } from '../keyed-random.ts';
import type { World } from '../world.ts';
import { type Regression, strikeWhere } from './regression.ts';
import { sellPastUs } from './sell-past-us.ts';

const MINUTE_MS = 60_000;
/** Until then notifications do not arrive, though everything else is well, in minutes. */
const LINE_BACK = 100;

/** Of an order that we never placed nobody asked: what was sold under its number was known by the notification only. */
export const neverPlaced: Regression = {
  name: 'money under the number of an order that was never placed is known by the second slot',
  broke: 'I01',
  foundBy: 'seed 30258 of 2026-11-23',
  plan() {
    const random = fixPicks(createKeyedRandom(30_258), {});
    let world: World | null = null;
    const now = () => world?.scheduler.nowMs() ?? 0;
    return {
      random,
      faults: {
        ...strikeWhere(now, (kind, _place, minutes) => {
          return kind === 'notification-lost' && minutes < LINE_BACK;
        }),
        stop() {},
      },
      servers: 1,
      latePayment: 'accept',
      keepTrace: false,
      crashAt: null,
      stormMs: 50 * MINUTE_MS,
      calmMs: 40 * 60 * MINUTE_MS,
      begin(begun) {
        world = begun;
        sellPastUs(begun, MINUTE_MS / 2).catch((error: unknown) =>
          begun.journal.mistakes.push(String(error)),
        );
      },
    };
  },
};
