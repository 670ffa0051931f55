import { signWithSessionKey } from '@yifen/wechatpay';
import { conforms, expect } from '../testing/conforms.ts';
import { sessionSignatures } from '../testing/documents.ts';

conforms('the official signature under a session_key comes out', () => {
  const { message, sessionKey, signature } = sessionSignatures;
  expect(signWithSessionKey(message, sessionKey)).toBe(signature);
});
