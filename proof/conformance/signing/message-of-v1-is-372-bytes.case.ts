import { requestMessage } from '@yifen/wechatpay';
import { conforms, expect } from '../testing/conforms.ts';
import { documents } from '../testing/documents.ts';

conforms(
  'the message of the documented POST is as long as WeChat says: 372 bytes, not characters',
  () => {
    const { timestamp, nonce } = documents;
    expect(requestMessage({ ...documents.v1, timestamp, nonce })).toHaveLength(372);
  },
);
