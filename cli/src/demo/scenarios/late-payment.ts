import type { DemoScenario } from './demo-scenario.ts';
import { createShopper } from './shopper.ts';

/** Money comes for an order that was closed. */
export const latePayment: DemoScenario = {
  id: 'late-payment',
  title: { zh: '关单之后才付款', en: 'Paid after it was closed' },
  text: {
    zh: '买家正在输密码，订单被取消并关闭，钱还是扣了：服务端按策略自动退回。',
    en: 'The order is closed while the payer types the password, and the money is taken all the same: the server returns it.',
  },
  async run(stage) {
    const shopper = await createShopper(stage);
    const { order, requestPayment } = await shopper.order('lapsang-100g');
    const typePassword = await shopper.openCashier(requestPayment);
    await shopper.client.cancelOrder(order.id);
    const { outTradeNo } = order;
    const arrived = stage.nextEvent('refund.succeeded', outTradeNo);
    stage.simulator.faults.add({ kind: 'payment.after-close', count: 1 });
    await typePassword();
    await arrived;
    return {
      outTradeNo,
      text: {
        zh: '已关闭的订单收到 68.00 元，系统自动全额退回，没有人需要处理。',
        en: '¥68.00 came for a closed order and went back in full, without anybody’s hand.',
      },
    };
  },
};
