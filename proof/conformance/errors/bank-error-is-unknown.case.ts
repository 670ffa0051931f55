import { conforms, expect } from '../testing/conforms.ts';
import { answer, clientAnswered, query } from '../testing/wechat.ts';

conforms('500 BANK_ERROR leaves open what happened', async () => {
  const { wechatpay } = clientAnswered(answer(500, { code: 'BANK_ERROR', message: '' }));
  await expect(query(wechatpay)).rejects.toMatchObject({ status: 500, outcome: 'unknown' });
});
