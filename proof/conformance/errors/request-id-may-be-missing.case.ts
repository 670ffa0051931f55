import { conforms, expect } from '../testing/conforms.ts';
import { answer, clientAnswered, query } from '../testing/wechat.ts';

conforms('a 401 may come without Request-ID', async () => {
  const { wechatpay } = clientAnswered(
    answer(401, { code: 'SIGN_ERROR', message: '签名信息错误，验签失败' }, {}),
  );
  await expect(query(wechatpay)).rejects.toMatchObject({
    requestId: undefined,
    internalCode: undefined,
  });
});
