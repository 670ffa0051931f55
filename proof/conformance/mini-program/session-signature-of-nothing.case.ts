import { signWithSessionKey } from '@yifen/wechatpay';
import { conforms, expect } from '../testing/conforms.ts';
import { sessionSignatures } from '../testing/documents.ts';

conforms('a GET is signed over the empty text', () => {
  const { sessionKey, signatureOfNothing } = sessionSignatures;
  expect(signWithSessionKey('', sessionKey)).toBe(signatureOfNothing);
});
