import { createPublicKey } from 'node:crypto';
import { paySignMessage, verifyRsa } from '@yifen/wechatpay';
import { conforms, expect } from '../testing/conforms.ts';
import { documents } from '../testing/documents.ts';

conforms('the documented paySign verifies over the message we build', () => {
  const { timestamp, nonce } = documents;
  const key = createPublicKey(documents.publicKey);
  const { appId } = documents;
  const message = paySignMessage({
    appId,
    timeStamp: timestamp,
    nonceStr: nonce,
    package: `prepay_id=${documents.prepayId}`,
  });
  expect(verifyRsa(message, documents.v3, key)).toBe(true);
});
