import { conforms, expect } from '../testing/conforms.ts';
import { answer, clientAnswered, query } from '../testing/wechat.ts';

conforms('403 NO_AUTH is a refusal', async () => {
  const { wechatpay } = clientAnswered(answer(403, { code: 'NO_AUTH', message: '受理关系不存在' }));
  await expect(query(wechatpay)).rejects.toMatchObject({ status: 403, outcome: 'refused' });
});
