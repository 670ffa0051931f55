import { fixPicks } from '../fix-picks.ts';
import { createKeyedRandom } from '../keyed-random.ts';
import { buy } from '../workload/buy.ts';
import { openPastWechat } from '../workload/past-wechat.ts';
import type { World } from '../world.ts';
import { type Regression, strikeWhere } from './regression.ts';

const MINUTE_MS = 60_000;
/** Until then our refunds do not reach WeChat, in minutes. */
const LINE_BACK = 15;

/** Half of late money went back in WeChat's console; the refund of all of it was refused, and nobody sent the rest. */
export const restOfLateMoney: Regression = {
  name: 'the rest of late money goes back when a part of it did elsewhere',
  broke: 'I07 and I14',
  foundBy: 'seed 421 of 2026-11-23',
  plan() {
    const random = fixPicks(createKeyedRandom(421), {
      'habit payer 1': 'cancel-while-typing',
      'product payer 1': 'tea',
    });
    let world: World | null = null;
    const now = () => world?.scheduler.nowMs() ?? 0;
    return {
      random,
      faults: strikeWhere(
        now,
        (kind, place, minutes) =>
          kind === 'payment-late' ||
          (kind === 'request-lost' && /POST .*refunds/.test(place) && minutes < LINE_BACK),
      ),
      servers: 1,
      latePayment: 'refund',
      keepTrace: false,
      crashAt: null,
      stormMs: 60 * MINUTE_MS,
      calmMs: 40 * 60 * MINUTE_MS,
      begin(begun) {
        world = begun;
        const mistake = (error: unknown) => void begun.journal.mistakes.push(String(error));
        buy(begun, 'payer 1').catch(mistake);
        giveHalfBack(begun).catch(mistake);
      },
    };
  },
};

async function giveHalfBack(world: World): Promise<void> {
  const { scheduler, store, board, merchantId } = world;
  await scheduler.wait(10 * MINUTE_MS, 'somebody opens the console');
  const order = await store.findOrderById(merchantId, board.orders[0] ?? '');
  if (order?.state !== 'refunding') throw new Error(`the order is ${order?.state}`);
  const out_refund_no = 'console-1';
  board.consoleRefunds.push(out_refund_no);
  await openPastWechat(world, 'meddler').refunds.create({
    out_trade_no: order.outTradeNo,
    out_refund_no,
    amount: { refund: Math.floor(order.amountFen / 2), total: order.amountFen, currency: 'CNY' },
  });
}
