import { conforms, expect } from '../testing/conforms.ts';
import { answer, clientAnswered, query } from '../testing/wechat.ts';

conforms('404 ORDER_NOT_EXIST is a refusal', async () => {
  const { wechatpay } = clientAnswered(
    answer(404, { code: 'ORDER_NOT_EXIST', message: '订单不存在' }),
  );
  await expect(query(wechatpay)).rejects.toMatchObject({
    status: 404,
    outcome: 'refused',
    wechat: { code: 'ORDER_NOT_EXIST' },
  });
});
