import { conforms, expect } from '../testing/conforms.ts';
import { answer, clientAnswered, query } from '../testing/wechat.ts';

conforms('404 RESOURCE_NOT_EXISTS is a refusal', async () => {
  const { wechatpay } = clientAnswered(
    answer(404, { code: 'RESOURCE_NOT_EXISTS', message: '退款单不存在' }),
  );
  await expect(query(wechatpay)).rejects.toMatchObject({ status: 404, outcome: 'refused' });
});
