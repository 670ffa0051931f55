import { conforms, expect } from '../testing/conforms.ts';
import { answer, clientAnswered, nowMs, order, query, signedHeaders } from '../testing/wechat.ts';

conforms('an answer signed 301 seconds ahead is outside the window', async () => {
  const headers = signedHeaders(JSON.stringify(order), { atMs: nowMs + 301_000 });
  const { wechatpay } = clientAnswered(answer(200, order, headers));
  await expect(query(wechatpay)).rejects.toMatchObject({ reason: 'timestamp-outside-window' });
});
