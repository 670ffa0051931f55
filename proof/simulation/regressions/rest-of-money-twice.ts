import { fixPicks } from '../fix-picks.ts';
import { createKeyedRandom } from '../keyed-random.ts';
import { buy } from '../workload/buy.ts';
import { openPastWechat } from '../workload/past-wechat.ts';
import type { World } from '../world.ts';
import { type Regression, strikeWhere } from './regression.ts';

const MINUTE_MS = 60_000;
/** Until then our refunds do not reach WeChat, in minutes. */
const LINE_BACK = 15;

/** Of money that came under a former number half went back in WeChat's console; nobody sent the rest. */
export const restOfMoneyTwice: Regression = {
  name: 'the rest of money that came twice goes back when a part of it did elsewhere',
  broke: 'I07',
  foundBy: 'seeds 10120 and 10240 of 2026-11-23',
  plan() {
    const random = fixPicks(createKeyedRandom(10_120), {
      'habit payer 1': 'haggles',
      'product payer 1': 'tea',
      'choice payer 1 at the second price': 'pay',
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
      latePayment: 'accept',
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
  const order = { merchantId, id: board.orders[0] ?? '' };
  const [surplus] = await store.listRefunds(order);
  if (surplus?.kind !== 'surplus') throw new Error('no money came twice');
  const out_refund_no = 'console-1';
  board.consoleRefunds.push(out_refund_no);
  const { outTradeNo, totalFen } = surplus;
  await openPastWechat(world, 'meddler').refunds.create({
    out_trade_no: outTradeNo,
    out_refund_no,
    amount: { refund: Math.floor(totalFen / 2), total: totalFen, currency: 'CNY' },
  });
}
