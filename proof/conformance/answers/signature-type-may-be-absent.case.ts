import { conforms, expect } from '../testing/conforms.ts';
import { answer, clientAnswered, order, query, signedHeaders } from '../testing/wechat.ts';

conforms('without Wechatpay-Signature-Type the scheme is SHA256-RSA2048', async () => {
  const { 'wechatpay-signature-type': _, ...headers } = signedHeaders(JSON.stringify(order));
  const { wechatpay } = clientAnswered(answer(200, order, headers));
  expect(await query(wechatpay)).toMatchObject(order);
});
