import { conforms, expect } from '../testing/conforms.ts';
import { answer, clientAnswered, query } from '../testing/wechat.ts';

conforms('a wrong method is answered 405 without body and signature', async () => {
  const { wechatpay } = clientAnswered(answer(405, '', {}));
  await expect(query(wechatpay)).rejects.toMatchObject({
    name: 'ApiError',
    status: 405,
    wechat: { code: '' },
  });
});
