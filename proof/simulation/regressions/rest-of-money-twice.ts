import { fixPicks } from '../fix-picks.ts';
import { createKeyedRandom } from '../keyed-random.ts';
import { buy } from '../workload/buy.ts';
import type { World } from '../world.ts';
import { delaysReturn, giveHalfBack } from './give-half-back.ts';
import { type Regression, stage } from './regression.ts';

const MINUTE_MS = 60_000;

/** Of money that came under a former number half went back in WeChat's console; nobody sent the rest. */
export const restOfMoneyTwice: Regression = {
  name: 'the rest of money that came twice goes back when a part of it did elsewhere',
  broke: 'I07',
  foundBy: 'seeds 10120 and 10240 of 2026-11-23',
  plan: () =>
    stage({
      random: fixPicks(createKeyedRandom(10_120), {
        'habit payer 1': 'haggles',
        'product payer 1': 'tea',
        'choice payer 1 at the second price': 'pay',
      }),
      isStruck: delaysReturn,
      play: (world) => [buy(world, 'payer 1'), meddle(world)],
    }),
};

async function meddle(world: World): Promise<void> {
  const { scheduler, store, board, merchantId } = world;
  await scheduler.wait(10 * MINUTE_MS, 'somebody opens the console');
  const order = { merchantId, id: board.orders[0] ?? '' };
  const [surplus] = await store.listRefunds(order);
  if (surplus?.kind !== 'surplus') throw new Error('no money came twice');
  await giveHalfBack(world, surplus);
}
