import { encryptOaep } from '@yifen/wechatpay';
import { conforms, expect } from '../testing/conforms.ts';
import { wechatKeys } from '../testing/wechat.ts';

conforms('one ciphertext holds 214 bytes, not one more', () => {
  expect(encryptOaep('a'.repeat(214), wechatKeys.publicKey)).toHaveLength(344);
  expect(encryptOaep('a'.repeat(215), wechatKeys.publicKey)).toBeUndefined();
});
