import { createPublicKey } from 'node:crypto';
import { requestMessage, verifyRsa } from '@yifen/wechatpay';
import { conforms, expect } from '../testing/conforms.ts';
import { documents } from '../testing/documents.ts';

conforms('the documented GET verifies over the message we build (4012365336)', () => {
  const { timestamp, nonce } = documents;
  const key = createPublicKey(documents.publicKey);
  const message = requestMessage({ ...documents.v2, timestamp, nonce });
  expect(verifyRsa(message, documents.v2.signature, key)).toBe(true);
});
