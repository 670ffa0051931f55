import { conforms, expect } from '../testing/conforms.ts';
import { answer, clientAnswered, query } from '../testing/wechat.ts';

conforms('a 401 carries no signature, and is a refusal all the same', async () => {
  const { wechatpay } = clientAnswered(
    answer(401, { code: 'SIGN_ERROR', message: '签名错误' }, {}),
  );
  await expect(query(wechatpay)).rejects.toMatchObject({
    name: 'ApiError',
    status: 401,
    outcome: 'refused',
    verified: false,
  });
});
