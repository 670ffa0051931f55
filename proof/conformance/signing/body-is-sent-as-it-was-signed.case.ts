import { verify } from 'node:crypto';
import { conforms, expect } from '../testing/conforms.ts';
import { answer, clientAnswered, merchantKeys, prepayRequest } from '../testing/wechat.ts';

conforms('the bytes that were signed are the bytes that are sent', async () => {
  const { wechatpay, requests } = clientAnswered(answer(200, { prepay_id: 'wx1' }));
  await wechatpay.jsapi.prepay(prepayRequest);
  const { body = '', headers } = requests[0] ?? {};
  const [, signature = ''] = /signature="([^"]+)"/.exec(headers?.authorization ?? '') ?? [];
  const message = `POST\n/v3/pay/transactions/jsapi\n1770000000\n${'n'.repeat(32)}\n${Buffer.from(body)}\n`;
  expect(
    verify(
      'RSA-SHA256',
      Buffer.from(message),
      merchantKeys.publicKey,
      Buffer.from(signature, 'base64'),
    ),
  ).toBe(true);
});
