import { conforms, expect } from '../testing/conforms.ts';
import { answer, clientAnswered, order } from '../testing/wechat.ts';

conforms('a 204 without a signature is not a close', async () => {
  const { wechatpay } = clientAnswered(answer(204, '', {}));
  const close = wechatpay.orders.close({ out_trade_no: order.out_trade_no });
  await expect(close).rejects.toMatchObject({ code: 'ANSWER_UNVERIFIED', outcome: 'unknown' });
});
