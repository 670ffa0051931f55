import { verify } from 'node:crypto';
import { conforms, expect } from '../testing/conforms.ts';
import { answer, clientAnswered, merchantKeys, order, query } from '../testing/wechat.ts';

conforms('the query is signed as it is sent, with its question mark', async () => {
  const { wechatpay, requests } = clientAnswered(answer(200, order));
  await query(wechatpay);
  const [request] = requests;
  const path = '/v3/pay/transactions/out-trade-no/T20260101000001?mchid=1900000001';
  expect(request?.url).toBe(`https://api.mch.weixin.qq.com${path}`);
  const [, signature = ''] = /signature="([^"]+)"/.exec(request?.headers.authorization ?? '') ?? [];
  const message = `GET\n${path}\n1770000000\n${'n'.repeat(32)}\n\n`;
  expect(
    verify(
      'RSA-SHA256',
      Buffer.from(message),
      merchantKeys.publicKey,
      Buffer.from(signature, 'base64'),
    ),
  ).toBe(true);
});
