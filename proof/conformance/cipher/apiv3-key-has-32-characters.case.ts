import { createAeadKey } from '@yifen/wechatpay';
import { conforms, expect } from '../testing/conforms.ts';

conforms('an APIv3 key of another length is refused at the start', () => {
  for (const length of [16, 31, 33, 64]) {
    expect(() => createAeadKey('a'.repeat(length))).toThrow(/apiV3Key/);
  }
});
