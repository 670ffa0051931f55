import { requestMessage } from '@yifen/wechatpay';
import { conforms, expect } from '../testing/conforms.ts';
import { documents } from '../testing/documents.ts';

conforms('a request without a body is signed over an empty fifth line', () => {
  const { timestamp, nonce } = documents;
  const message = requestMessage({ ...documents.v2, timestamp, nonce });
  expect(message.toString().endsWith(`${nonce}\n\n`)).toBe(true);
});
