import { createHmac } from 'node:crypto';
import { signWithSessionKey } from '@yifen/wechatpay';
import { conforms, expect } from '../testing/conforms.ts';
import { sessionSignatures } from '../testing/documents.ts';

conforms('the HMAC key is the base64 text, not the bytes it stands for', () => {
  const { message, sessionKey, signatureUnderDecodedKey } = sessionSignatures;
  const decoded = createHmac('sha256', Buffer.from(sessionKey, 'base64')).update(message);
  expect(decoded.digest('hex').startsWith(signatureUnderDecodedKey)).toBe(true);
  expect(signWithSessionKey(message, sessionKey).startsWith(signatureUnderDecodedKey)).toBe(false);
});
