import { constants, privateDecrypt } from 'node:crypto';
import { encryptOaep } from '@yifen/wechatpay';
import { conforms, expect } from '../testing/conforms.ts';
import { wechatKeys } from '../testing/wechat.ts';

conforms('what is encrypted for WeChat opens with OAEP, SHA-1 and MGF1-SHA-1 (4013053257)', () => {
  const sealed = encryptOaep('张三', wechatKeys.publicKey) ?? '';
  const padding = constants.RSA_PKCS1_OAEP_PADDING;
  const key = { key: wechatKeys.privateKey, padding, oaepHash: 'sha1' };
  expect(privateDecrypt(key, Buffer.from(sealed, 'base64')).toString()).toBe('张三');
});
