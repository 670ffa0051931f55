import { conforms, expect } from '../testing/conforms.ts';
import { answer, clientAnswered, query } from '../testing/wechat.ts';

conforms('403 OUT_TRADE_NO_USED is a refusal that advises to query', async () => {
  const { wechatpay } = clientAnswered(
    answer(403, { code: 'OUT_TRADE_NO_USED', message: '商户订单号重复' }),
  );
  await expect(query(wechatpay)).rejects.toMatchObject({
    outcome: 'refused',
    advice: { en: expect.stringMatching(/query/) },
  });
});
