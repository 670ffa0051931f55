import { createAeadKey, openAead } from '@yifen/wechatpay';
import { conforms, expect } from '../testing/conforms.ts';
import { sealedText } from '../testing/documents.ts';

conforms('associated data that is absent is no associated data', () => {
  const { nonce, withoutAssociatedData: ciphertext, plaintext } = sealedText;
  const key = createAeadKey(sealedText.key);
  expect(`${openAead({ ciphertext, nonce, associated_data: undefined }, key)}`).toBe(plaintext);
});
