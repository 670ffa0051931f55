import { createPublicKey } from 'node:crypto';
import { requestMessage, verifyRsa } from '@yifen/wechatpay';
import { conforms, expect } from '../testing/conforms.ts';
import { documents } from '../testing/documents.ts';

conforms('the documented POST verifies over the message we build (4012365336)', () => {
  const { timestamp, nonce } = documents;
  const key = createPublicKey(documents.publicKey);
  const message = requestMessage({ ...documents.v1, timestamp, nonce });
  expect(verifyRsa(message, documents.v1.signature, key)).toBe(true);
});
