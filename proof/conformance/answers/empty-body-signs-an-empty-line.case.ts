import { answerMessage } from '@yifen/wechatpay';
import { conforms, expect } from '../testing/conforms.ts';

conforms('an empty answer is signed over an empty third line', () => {
  expect(`${answerMessage({ timestamp: '1', nonce: 'n', body: '' })}`).toBe('1\nn\n\n');
});
