import { conforms, expect } from '../testing/conforms.ts';
import { answer, clientAnswered, query } from '../testing/wechat.ts';

conforms('the page of a gateway is no answer of WeChat’s', async () => {
  const { wechatpay } = clientAnswered(answer(502, '<html>502 Bad Gateway</html>', {}));
  await expect(query(wechatpay)).rejects.toMatchObject({
    status: 502,
    outcome: 'unknown',
    wechat: { code: '' },
  });
});
