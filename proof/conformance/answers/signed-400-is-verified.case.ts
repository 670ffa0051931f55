import { conforms, expect } from '../testing/conforms.ts';
import { answer, clientAnswered, query } from '../testing/wechat.ts';

conforms('a business refusal that carries a signature is verified (seen in 2022)', async () => {
  const { wechatpay } = clientAnswered(answer(400, { code: 'PARAM_ERROR', message: '' }));
  await expect(query(wechatpay)).rejects.toMatchObject({ status: 400, verified: true });
});
