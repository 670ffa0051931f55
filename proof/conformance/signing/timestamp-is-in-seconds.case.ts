import { conforms, expect } from '../testing/conforms.ts';
import { answer, clientAnswered, nowMs, order, query } from '../testing/wechat.ts';

conforms('the timestamp of a request is in seconds', async () => {
  const { wechatpay, requests } = clientAnswered(answer(200, order));
  await query(wechatpay);
  expect(requests[0]?.headers.authorization).toContain(`timestamp="${nowMs / 1000}"`);
});
