import { openPastWechat } from '../workload/past-wechat.ts';
import type { World } from '../world.ts';

/** An order of ours, whose number somebody with the merchant's keys sells for one fen before WeChat knows it. */
export async function sellPastUs(world: World, afterMs: number): Promise<void> {
  const { wechat, store, scheduler } = world;
  await scheduler.wait(afterMs, 'payer 1 appears');
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
