import { constants, sign } from 'node:crypto';
import { verifyRsa } from '@yifen/wechatpay';
import { conforms, expect } from '../testing/conforms.ts';
import { wechatKeys } from '../testing/wechat.ts';

conforms('a PSS signature over the same message is not accepted', () => {
  const message = Buffer.from('message');
  const padding = constants.RSA_PKCS1_PSS_PADDING;
  const signature = sign('RSA-SHA256', message, { key: wechatKeys.privateKey, padding });
  expect(verifyRsa(message, signature.toString('base64'), wechatKeys.publicKey)).toBe(false);
});
