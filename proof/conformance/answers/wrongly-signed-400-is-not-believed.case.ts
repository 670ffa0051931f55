import { conforms, expect } from '../testing/conforms.ts';
import { answer, clientAnswered, query, signedHeaders } from '../testing/wechat.ts';

conforms('a refusal whose signature is wrong is not believed', async () => {
  const { wechatpay } = clientAnswered(
    answer(400, { code: 'PARAM_ERROR', message: '' }, signedHeaders('other')),
  );
  await expect(query(wechatpay)).rejects.toMatchObject({
    code: 'ANSWER_UNVERIFIED',
    outcome: 'unknown',
  });
});
