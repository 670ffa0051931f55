import { createPublicKey } from 'node:crypto';
import { requestMessage, verifyRsa } from '@yifen/wechatpay';
import { conforms, expect } from '../testing/conforms.ts';
import { documents } from '../testing/documents.ts';

conforms('a signature in another alphabet, unpadded or wrapped is not accepted', () => {
  const { timestamp, nonce } = documents;
  const key = createPublicKey(documents.publicKey);
  const { signature } = documents.v2;
  const message = requestMessage({ ...documents.v2, timestamp, nonce });
  const spellings = [signature.replaceAll('/', '_'), signature.slice(0, -2), `${signature}\n`];
  for (const spelling of spellings) expect(verifyRsa(message, spelling, key)).toBe(false);
});
