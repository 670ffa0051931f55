import { createAeadKey, openAead } from '@yifen/wechatpay';
import { conforms, expect } from '../testing/conforms.ts';
import { sealedText } from '../testing/documents.ts';

conforms('AEAD_AES_256_GCM opens the vector (4012071382)', () => {
  const { nonce, associated_data, ciphertext, plaintext } = sealedText;
  const key = createAeadKey(sealedText.key);
  expect(`${openAead({ ciphertext, nonce, associated_data }, key)}`).toBe(plaintext);
});
