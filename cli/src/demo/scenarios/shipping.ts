import type { DemoScenario } from './demo-scenario.ts';
import { createShopper } from './shopper.ts';

/** An order is shipped, and its receipt confirmed. */
export const shipping: DemoScenario = {
  id: 'shipping',
  title: { zh: '发货与确认收货', en: 'Shipping and receipt' },
  text: {
    zh: '商家填单号，服务端向微信录入发货信息，买家确认收货，货款进入结算。',
    en: 'The merchant ships by courier, WeChat is told, the payer confirms the receipt, and the money is settled.',
  },
  async run(stage) {
    const { miniProgram } = stage.simulator;
    const shopper = await createShopper(stage);
    const { id, outTradeNo, transactionId = '' } = await shopper.buy('longjing-250g');
    const reported = stage.nextEvent('shipment.reported', outTradeNo);
    await stage.merchant('POST', `/orders/${id}/shipment`, {
      method: 'express',
      parcels: [{ itemDesc: '明前龙井 250g ×1', carrier: 'ZTO', trackingNo: '73100086420001' }],
    });
    await reported;
    miniProgram.shipping.confirm(shopper.openid, {
      order_number_type: 2,
      transaction_id: transactionId,
    });
    const { shipment } = await shopper.client.confirmReceipt(id);
    if (shipment?.state !== 'received') throw new Error('the receipt was not confirmed');
    return {
      outTradeNo,
      text: {
        zh: '微信确认已收货；约一分钟后会推送结算通知，货款解冻。',
        en: 'WeChat confirms the receipt. In about a minute it announces the settlement, and the money is free.',
      },
    };
  },
};
