import { createAeadKey, openAead } from '@yifen/wechatpay';
import { conforms, expect } from '../testing/conforms.ts';
import { sealedText } from '../testing/documents.ts';

conforms('a flipped bit of the ciphertext is refused, not decrypted to another amount', () => {
  const { nonce, associated_data, ciphertext } = sealedText;
  const key = createAeadKey(sealedText.key);
  const bytes = Buffer.from(ciphertext, 'base64');
  bytes[90] = (bytes[90] ?? 0) ^ 1;
  const changed = { ciphertext: bytes.toString('base64'), nonce, associated_data };
  expect(() => openAead(changed, key)).toThrow(/wrong-key-or-changed/);
});
