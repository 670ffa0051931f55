import { decryptUserData } from '@yifen/wechatpay';
import { conforms, expect } from '../testing/conforms.ts';
import { userData } from '../testing/documents.ts';

conforms('data under another session_key is refused, not rubbish', () => {
  const sessionKey = 'AAECAwQFBgcICQoLDA0ODw==';
  expect(() => decryptUserData({ ...userData, sessionKey })).toThrow(/not opened/);
});
