import { conforms, expect } from '../testing/conforms.ts';
import { answer, clientAnswered, order, query } from '../testing/wechat.ts';

conforms('a success without a signature is not believed', async () => {
  const { wechatpay } = clientAnswered(answer(200, order, {}));
  await expect(query(wechatpay)).rejects.toMatchObject({
    reason: 'headers-missing',
    outcome: 'unknown',
  });
});
