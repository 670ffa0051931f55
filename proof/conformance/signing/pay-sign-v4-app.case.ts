import { createPublicKey } from 'node:crypto';
import { paySignMessage, verifyRsa } from '@yifen/wechatpay';
import { conforms, expect } from '../testing/conforms.ts';
import { documents } from '../testing/documents.ts';

conforms('the documented APP signature is over the bare prepay_id', () => {
  const { timestamp, nonce } = documents;
  const key = createPublicKey(documents.publicKey);
  const { appId } = documents;
  const message = paySignMessage({
    appId,
    timeStamp: timestamp,
    nonceStr: nonce,
    package: documents.prepayId,
  });
  expect(verifyRsa(message, documents.v4, key)).toBe(true);
});
