import { ApiError, type WechatPay } from '@yifen/wechatpay';
import type { Actor, Stage } from './actor.ts';
import { openPastWechat } from './past-wechat.ts';

const MINUTE_MS = 60_000;

/**
 * Somebody with the merchant's keys, past our server: gives money back in WeChat's console, and lets a payer pay
 * an order of ours at another price, as a second system that took our number would.
 */
export const meddle: Actor = async (stage, who) => {
  const { random, scheduler } = stage;
  for (let round = 0; round < 3; round += 1) {
    await scheduler.wait(
      random.between(`pause ${who}`, MINUTE_MS, 10 * MINUTE_MS),
      `${who} meddles`,
    );
    const past = openPastWechat(stage, who);
    const act = random.chance(`refund ${who}`, 0.5)
      ? refundInConsole(stage, who, past, round)
      : sellUnderOurNumber(stage, who, past);
    await act.catch(passOver);
  }
};

/** WeChat may say no: the number is taken, or nothing is left to give back. */
function passOver(error: unknown): void {
  if (!(error instanceof ApiError)) throw error;
}

async function refundInConsole(
  stage: Stage,
  who: string,
  past: WechatPay,
  round: number,
): Promise<void> {
  const { random, wechat, board, reach } = stage;
  const { body } = await wechat.inject({ method: 'GET', url: '/_simulator/orders' });
  const paid = (JSON.parse(body) as { items: readonly PaidView[] }).items.filter(
    ({ transaction }) => transaction.trade_state === 'SUCCESS',
  );
  if (paid.length === 0) return;
  const { outTradeNo, amountFen } = random.pick(`order ${who}`, paid);
  const refund = Math.max(1, Math.floor(amountFen / random.between(`part ${who}`, 1, 3)));
  const out_refund_no = `console-${who.replaceAll(' ', '-')}-${round}`;
  board.consoleRefunds.push(out_refund_no);
  await past.refunds.create({
    out_trade_no: outTradeNo,
    out_refund_no,
    amount: { refund, total: amountFen, currency: 'CNY' },
  });
  reach.count('refund in WeChat’s console');
}

interface PaidView {
  readonly outTradeNo: string;
  readonly amountFen: number;
  readonly transaction: { readonly trade_state: string };
}

/** Takes the number of an order that WeChat does not know yet, for one fen. */
async function sellUnderOurNumber(stage: Stage, who: string, past: WechatPay): Promise<void> {
  const { random, wechat, store, board, merchantId } = stage;
  if (board.orders.length === 0) return;
  const order = await store.findOrderById(merchantId, random.pick(`victim ${who}`, board.orders));
  if (order?.state !== 'created') return;
  const prepaid = await past.jsapi.prepay({
    appid: order.appid,
    description: '另一系统',
    out_trade_no: order.outTradeNo,
    notify_url: order.notifyUrl,
    amount: { total: 1 },
    payer: { openid: order.openid },
  });
  await wechat.pay({ openid: order.openid, ...prepaid.requestPayment });
}
