import { fixPicks } from '../fix-picks.ts';
import { createKeyedRandom } from '../keyed-random.ts';
import { buy } from '../workload/buy.ts';
import type { World } from '../world.ts';
import { delaysReturn, giveHalfBack } from './give-half-back.ts';
import { type Regression, stage } from './regression.ts';

const MINUTE_MS = 60_000;

/** Half of late money went back in WeChat's console; the refund of all of it was refused, and nobody sent the rest. */
export const restOfLateMoney: Regression = {
  name: 'the rest of late money goes back when a part of it did elsewhere',
  broke: 'I07 and I14',
  foundBy: 'seed 421 of 2026-11-23',
  plan: () =>
    stage({
      random: fixPicks(createKeyedRandom(421), {
        'habit payer 1': 'cancel-while-typing',
        'product payer 1': 'tea',
      }),
      isStruck: delaysReturn,
      latePayment: 'refund',
      play: (world) => [buy(world, 'payer 1'), meddle(world)],
    }),
};

async function meddle(world: World): Promise<void> {
  const { scheduler, store, board, merchantId } = world;
  await scheduler.wait(10 * MINUTE_MS, 'somebody opens the console');
  const order = await store.findOrderById(merchantId, board.orders[0] ?? '');
  if (order?.state !== 'refunding') throw new Error(`the order is ${order?.state}`);
  await giveHalfBack(world, { outTradeNo: order.outTradeNo, totalFen: order.amountFen });
}
