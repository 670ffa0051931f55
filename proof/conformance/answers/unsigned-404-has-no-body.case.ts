import { conforms, expect } from '../testing/conforms.ts';
import { answer, clientAnswered, query } from '../testing/wechat.ts';

conforms('an unknown path is answered 404 without body and signature', async () => {
  const { wechatpay } = clientAnswered(answer(404, '', {}));
  await expect(query(wechatpay)).rejects.toMatchObject({
    name: 'ApiError',
    status: 404,
    wechat: { code: '' },
  });
});
