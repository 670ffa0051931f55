import { fixPicks } from '../fix-picks.ts';
import { createKeyedRandom } from '../keyed-random.ts';
import { openPastWechat } from '../workload/past-wechat.ts';
import type { World } from '../world.ts';
import { type Regression, strikeWhere } from './regression.ts';

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
        sellPastUs(begun).catch((error: unknown) => begun.journal.mistakes.push(String(error)));
      },
    };
  },
};

/** An order of ours, whose number somebody with the merchant's keys sells for one fen before WeChat knows it. */
async function sellPastUs(world: World): Promise<void> {
  const { wechat, store, scheduler } = world;
  await scheduler.wait(MINUTE_MS, 'payer 1 appears');
  const { openid, code } = wechat.loginCode();
  const session = await world.client('payer 1').createSession(code);
  const made = await world
    .client('payer 1', session.token)
    .createOrder({ items: [{ productId: 'tea', quantity: 1 }] }, 'key-of-payer-1');
  const order = await store.findOrderById(world.merchantId, made.id);
  if (order === null) throw new Error('the order is not there');
  const prepaid = await openPastWechat(world, 'meddler').jsapi.prepay({
    appid: order.appid,
    description: '另一系统',
    out_trade_no: order.outTradeNo,
    notify_url: order.notifyUrl,
    amount: { total: 1 },
    payer: { openid },
  });
  await wechat.pay({ openid, ...prepaid.requestPayment });
}
