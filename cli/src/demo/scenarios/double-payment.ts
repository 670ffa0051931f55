import type { DemoScenario } from './demo-scenario.ts';
import { createShopper } from './shopper.ts';

/** One order is paid twice: before and after its price was changed. */
export const doublePayment: DemoScenario = {
  id: 'double-payment',
  title: { zh: '同一笔订单付了两次', en: 'One order paid twice' },
  text: {
    zh: '商家改价后买家付了新价，旧的收银台又扣了一次：多收的那笔自动退回。',
    en: 'The price is changed and the new one paid; then the old cashier takes the old one, too. The second payment goes back.',
  },
  async run(stage) {
    const shopper = await createShopper(stage);
    const { order: before, requestPayment: old } = await shopper.order('gaiwan');
    const typePassword = await shopper.openCashier(old);
    const changed = await stage.merchant('POST', `/orders/${before.id}/amount`, {
      amountFen: 7_900,
    });
    const outTradeNo = String(changed.outTradeNo);
    const paid = stage.nextEvent('order.paid', outTradeNo);
    await shopper.pay(await shopper.client.prepay(before.id));
    await paid;
    const back = stage.nextEvent('refund.succeeded', before.outTradeNo);
    stage.simulator.faults.add({ kind: 'payment.after-close', count: 1 });
    await typePassword();
    await back;
    return {
      outTradeNo: before.outTradeNo,
      text: {
        zh: '订单按新价 79.00 元收款一次；旧单号多付的 89.00 元已自动退回。',
        en: 'The order was paid once, ¥79.00. The ¥89.00 that came under its old number went back.',
      },
    };
  },
};
