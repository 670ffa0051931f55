import { sign } from 'node:crypto';
import { verifyRsa } from '@yifen/wechatpay';
import { conforms, expect } from '../testing/conforms.ts';
import { wechatKeys } from '../testing/wechat.ts';

conforms('a SHA-1 signature over the same message is not accepted', () => {
  const message = Buffer.from('message');
  const signature = sign('RSA-SHA1', message, wechatKeys.privateKey);
  expect(verifyRsa(message, signature.toString('base64'), wechatKeys.publicKey)).toBe(false);
});
