import { conforms, expect } from '../testing/conforms.ts';
import { answer, clientAnswered, query } from '../testing/wechat.ts';

conforms('a 400 page that is not WeChat’s says nothing about the order', async () => {
  const { wechatpay } = clientAnswered(answer(400, '<html>blocked</html>', {}));
  await expect(query(wechatpay)).rejects.toMatchObject({ status: 400, outcome: 'unknown' });
});
