import { decryptUserData } from '@yifen/wechatpay';
import { conforms, expect } from '../testing/conforms.ts';
import { userData } from '../testing/documents.ts';

conforms('Tencent’s own demonstration opens', () => {
  expect(decryptUserData(userData)).toMatchObject({
    openId: 'oGZUI0egBJY1zhBYw2KhdUfwVJJE',
    nickName: 'Band',
    unionId: 'ocMvos6NjeKLIBqg5Mr9QjxrP1FA',
    watermark: { timestamp: 1477314187, appid: userData.appid },
  });
});
