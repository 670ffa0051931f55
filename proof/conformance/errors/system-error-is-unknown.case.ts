import { conforms, expect } from '../testing/conforms.ts';
import { answer, clientAnswered, query } from '../testing/wechat.ts';

conforms('500 SYSTEM_ERROR leaves open what happened', async () => {
  const { wechatpay } = clientAnswered(answer(500, { code: 'SYSTEM_ERROR', message: '系统异常' }));
  await expect(query(wechatpay)).rejects.toMatchObject({ status: 500, outcome: 'unknown' });
});
