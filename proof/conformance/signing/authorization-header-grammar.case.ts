import { authorizationHeader } from '@yifen/wechatpay';
import { conforms, expect } from '../testing/conforms.ts';

conforms('the Authorization header has one space, five quoted pairs, no blanks', () => {
  const header = authorizationHeader({
    mchid: '1900007291',
    serial: '408B07E7',
    timestamp: '1554208460',
    nonce: 'N',
    signature: 'S==',
  });
  expect(header).toMatch(/^WECHATPAY2-SHA256-RSA2048 (\w+="[^"]*",){4}\w+="[^"]*"$/);
});
