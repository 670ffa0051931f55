import { conforms, expect } from '../testing/conforms.ts';
import { answer, clientAnswered, order, query, serial } from '../testing/wechat.ts';

conforms('in public-key mode every request names the key (signing.md §1.1)', async () => {
  const { wechatpay, requests } = clientAnswered(answer(200, order));
  await query(wechatpay);
  expect(requests[0]?.headers['wechatpay-serial']).toBe(serial);
});
