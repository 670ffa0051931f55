import { conforms, expect } from '../testing/conforms.ts';
import { answer, clientAnswered, order } from '../testing/wechat.ts';

conforms('the empty 204 of a close is a success (4012791901)', async () => {
  const { wechatpay } = clientAnswered(answer(204));
  await expect(
    wechatpay.orders.close({ out_trade_no: order.out_trade_no }),
  ).resolves.toBeUndefined();
});
