import { createAeadKey, openAead } from '@yifen/wechatpay';
import { conforms, expect } from '../testing/conforms.ts';
import { sealedText } from '../testing/documents.ts';

conforms('a tag cut to 12 bytes is refused', () => {
  const { nonce, associated_data, ciphertext } = sealedText;
  const key = createAeadKey(sealedText.key);
  const cut = Buffer.from(ciphertext, 'base64').subarray(0, -4).toString('base64');
  expect(() => openAead({ ciphertext: cut, nonce, associated_data }, key)).toThrow(
    /wrong-key-or-changed/,
  );
});
