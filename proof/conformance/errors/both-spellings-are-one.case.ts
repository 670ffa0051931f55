import { ApiError } from '@yifen/wechatpay';
import { conforms, expect } from '../testing/conforms.ts';
import { answer, clientAnswered, query } from '../testing/wechat.ts';

conforms('ORDERPAID and ORDER_PAID are one code', async () => {
  for (const code of ['ORDERPAID', 'ORDER_PAID']) {
    const { wechatpay } = clientAnswered(answer(400, { code, message: '该订单已支付' }));
    const failure = await query(wechatpay).catch((error: unknown) => error);
    expect(failure instanceof ApiError && failure.says('ORDER_PAID')).toBe(true);
  }
});
