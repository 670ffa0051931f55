import { conforms, expect } from '../testing/conforms.ts';
import { answer, clientAnswered, query } from '../testing/wechat.ts';

conforms('429 leaves open what happened: ask again with the same number', async () => {
  const { wechatpay } = clientAnswered(answer(429, { code: 'FREQUENCY_LIMITED', message: '' }));
  await expect(query(wechatpay)).rejects.toMatchObject({ status: 429, outcome: 'unknown' });
});
