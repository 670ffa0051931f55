import type { DemoScenario } from './demo-scenario.ts';
import { createShopper } from './shopper.ts';

/** A part of a payment goes back. */
export const refund: DemoScenario = {
  id: 'refund',
  title: { zh: '部分退款', en: 'Partial refund' },
  text: {
    zh: '买一份铁观音（99.00 元），商家退 30.00 元，等微信通知到账。',
    en: 'A tea is bought for ¥99.00, the merchant gives ¥30.00 back, and WeChat reports the arrival.',
  },
  async run(stage) {
    const shopper = await createShopper(stage);
    const { id, outTradeNo } = await shopper.buy('tieguanyin-125g');
    const arrived = stage.nextEvent('refund.succeeded', outTradeNo);
    await stage.merchant('POST', `/orders/${id}/refunds`, {
      amountFen: 3_000,
      reason: '少发一泡茶',
    });
    await arrived;
    return {
      outTradeNo,
      text: {
        zh: '30.00 元已原路退回；还能再退 69.00 元，多一分都会被拒绝。',
        en: '¥30.00 went back the way it came. ¥69.00 may still go back, and not one fen more.',
      },
    };
  },
};
