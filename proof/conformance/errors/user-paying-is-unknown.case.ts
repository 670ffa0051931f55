import { conforms, expect } from '../testing/conforms.ts';
import { answer, clientAnswered, query } from '../testing/wechat.ts';

conforms('202 USERPAYING is neither success nor refusal', async () => {
  const { wechatpay } = clientAnswered(answer(202, { code: 'USERPAYING', message: '' }));
  await expect(query(wechatpay)).rejects.toMatchObject({ status: 202, outcome: 'unknown' });
});
