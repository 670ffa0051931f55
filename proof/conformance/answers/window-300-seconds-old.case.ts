import { conforms, expect } from '../testing/conforms.ts';
import { answer, clientAnswered, nowMs, order, query, signedHeaders } from '../testing/wechat.ts';

conforms('an answer signed 300 seconds ago is still inside the window', async () => {
  const headers = signedHeaders(JSON.stringify(order), { atMs: nowMs - 300_000 });
  const { wechatpay } = clientAnswered(answer(200, order, headers));
  expect(await query(wechatpay)).toMatchObject(order);
});
