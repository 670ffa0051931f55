import { conforms, expect } from '../testing/conforms.ts';
import { answer, clientAnswered, query } from '../testing/wechat.ts';

conforms('403 NOT_ENOUGH advises to recharge and to keep the number', async () => {
  const { wechatpay } = clientAnswered(
    answer(403, { code: 'NOT_ENOUGH', message: '基本账户余额不足，请充值后重新发起' }),
  );
  await expect(query(wechatpay)).rejects.toMatchObject({
    outcome: 'refused',
    advice: { en: expect.stringMatching(/same number/) },
  });
});
