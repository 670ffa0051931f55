import { conforms, expect } from '../testing/conforms.ts';
import { answer, clientAnswered, query } from '../testing/wechat.ts';

conforms('APPID_MCHID_NOT_MATCH advises to bind the appid', async () => {
  const { wechatpay } = clientAnswered(answer(400, { code: 'APPID_MCHID_NOT_MATCH', message: '' }));
  await expect(query(wechatpay)).rejects.toMatchObject({
    outcome: 'refused',
    advice: { en: expect.stringMatching(/Bind/) },
  });
});
