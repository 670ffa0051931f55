import { createPublicKey } from 'node:crypto';
import { requestMessage, verifyRsa } from '@yifen/wechatpay';
import { conforms, expect } from '../testing/conforms.ts';
import { documents } from '../testing/documents.ts';

conforms('without its last line feed the documented message does not verify', () => {
  const { timestamp, nonce } = documents;
  const key = createPublicKey(documents.publicKey);
  const message = requestMessage({ ...documents.v1, timestamp, nonce });
  expect(verifyRsa(message.subarray(0, -1), documents.v1.signature, key)).toBe(false);
});
