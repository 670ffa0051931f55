import { conforms, expect } from '../testing/conforms.ts';
import { answer, clientAnswered, order, query } from '../testing/wechat.ts';

conforms('a signed success is believed', async () => {
  const { wechatpay } = clientAnswered(answer(200, order));
  expect(await query(wechatpay)).toMatchObject(order);
});
