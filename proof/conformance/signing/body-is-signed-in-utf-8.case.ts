import { requestMessage } from '@yifen/wechatpay';
import { conforms, expect } from '../testing/conforms.ts';
import { documents } from '../testing/documents.ts';

conforms('a Chinese character counts three bytes', () => {
  const { timestamp, nonce } = documents;
  const message = requestMessage({ ...documents.v1, body: '店', timestamp, nonce });
  expect(message.subarray(-4)).toEqual(Buffer.from([0xe5, 0xba, 0x97, 0x0a]));
});
