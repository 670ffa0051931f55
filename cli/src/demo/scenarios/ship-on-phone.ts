import type { DemoScenario } from './demo-scenario.ts';
import type { Answer, Stage } from './stage.ts';

/** What was bought on the phone is shipped, so that its receipt can be confirmed there. */
export const shipOnPhone: DemoScenario = {
  id: 'ship-on-phone',
  title: { zh: '给手机上的订单发货', en: 'Ship what the phone bought' },
  text: {
    zh: '给手机上最近付款的订单填快递单号；随后在手机的订单详情里点“确认收货”。',
    en: 'The phone’s latest paid order leaves by courier; then tap 确认收货 in its details on the phone.',
  },
  async run(stage) {
    const order = await findLatest(stage);
    const outTradeNo = String(order.outTradeNo);
    const reported = stage.nextEvent('shipment.reported', outTradeNo);
    const shipment = await stage.merchant('POST', `/orders/${String(order.id)}/shipment`, {
      method: 'express',
      parcels: [
        {
          itemDesc: `${String(order.description)} ×1`,
          carrier: 'ZTO',
          trackingNo: '73100086420002',
        },
      ],
    });
    // Shipped before: there is nothing to wait for.
    if (shipment.state === 'reported') reported.catch(() => undefined);
    else await reported;
    return {
      outTradeNo,
      text: {
        zh: '已发货。在手机上打开这笔订单的详情，点“确认收货”。',
        en: 'Shipped. Open the order’s details on the phone and tap 确认收货.',
      },
    };
  },
};

async function findLatest(stage: Stage): Promise<Answer> {
  const { items } = await stage.merchant('GET', '/orders?state=paid&limit=100');
  const orders = Array.isArray(items) ? (items as Answer[]) : [];
  const latest = orders.find(({ openid }) => !stage.scripted.has(String(openid)));
  if (latest === undefined) {
    throw new Error('先在手机上买点什么 (buy something on the phone first)');
  }
  return latest;
}
