import { decryptPhoneNumber } from '@yifen/wechatpay';
import { conforms, expect } from '../testing/conforms.ts';
import { phoneNumber } from '../testing/documents.ts';

conforms('an encrypted phone number opens', () => {
  expect(decryptPhoneNumber(phoneNumber)).toMatchObject({
    phoneNumber: '13580006666',
    purePhoneNumber: '13580006666',
    countryCode: '86',
  });
});
