import { decryptUserData } from '@yifen/wechatpay';
import { conforms, expect } from '../testing/conforms.ts';
import { userData } from '../testing/documents.ts';

conforms('data that was encrypted for another mini-program is refused', () => {
  expect(() => decryptUserData({ ...userData, appid: 'wx0000000000000000' })).toThrow(
    /watermark-foreign/,
  );
});
