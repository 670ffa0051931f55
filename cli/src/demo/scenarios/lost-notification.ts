import type { DemoScenario } from './demo-scenario.ts';
import { createShopper } from './shopper.ts';

/** WeChat's notification never comes. */
export const lostNotification: DemoScenario = {
  id: 'lost-notification',
  title: { zh: '支付通知丢失', en: 'The notification is lost' },
  text: {
    zh: '钱付了，微信的通知一条也没送到：服务端自己去问，订单照样变成已支付。',
    en: 'The money is paid and no notification arrives: the server asks WeChat by itself, and the order becomes paid.',
  },
  async run(stage) {
    const { faults } = stage.simulator;
    const shopper = await createShopper(stage);
    const fault = faults.add({ kind: 'notification.lose', count: null });
    try {
      const { outTradeNo } = await shopper.buy('longjing-250g');
      return {
        outTradeNo,
        text: {
          zh: '没有收到任何通知，服务端主动查单确认了 128.00 元（第 21、22 步）。',
          en: 'No notification came; the server’s own question confirmed ¥128.00 (steps 21 and 22).',
        },
      };
    } finally {
      faults.clear(fault.id);
    }
  },
};
