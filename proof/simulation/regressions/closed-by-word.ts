import { fixPicks } from '../fix-picks.ts';
import { createKeyedRandom } from '../keyed-random.ts';
import { buy } from '../workload/buy.ts';
import { type Regression, stage } from './regression.ts';

/** Until then notifications do not arrive, though everything else is well, in minutes. */
const LINE_BACK = 100;

/**
 * Our close was done and its answer lost, so that WeChat's word closed the order; of the payer who was at the password just
 * then nobody asked.
 */
export const closedByWord: Regression = {
  name: 'money that comes after WeChat has said closed is known by the second slot',
  broke: 'I01',
  foundBy: 'seed 12032 of 2026-11-23',
  plan: () =>
    stage({
      random: fixPicks(createKeyedRandom(14), {
        'habit payer 1': 'cancel-while-typing',
        'product payer 1': 'tea',
        'one request payer 1': false,
      }),
      isStruck: (kind, place, minutes) =>
        kind === 'payment-late' ||
        (kind === 'notification-lost' && minutes < LINE_BACK) ||
        (kind === 'answer-lost' && place.endsWith('/close')),
      isEndless: true,
      play: (world) => [buy(world, 'payer 1')],
    }),
};
