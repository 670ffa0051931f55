import { requestMessage } from '@yifen/wechatpay';
import { conforms, expect } from '../testing/conforms.ts';
import { documents } from '../testing/documents.ts';

conforms('a body that ends in a line feed gets one more', () => {
  const { timestamp, nonce } = documents;
  const message = requestMessage({ ...documents.v1, body: '{}\n', timestamp, nonce });
  expect(message.toString().endsWith('\n{}\n\n')).toBe(true);
});
