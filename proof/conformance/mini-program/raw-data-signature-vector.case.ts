import { verifyRawData } from '@yifen/wechatpay';
import { conforms, expect } from '../testing/conforms.ts';
import { sessionSignatures } from '../testing/documents.ts';

conforms('the official rawData signature verifies, and only over the exact text', () => {
  const { raw } = sessionSignatures;
  expect(verifyRawData(raw)).toBe(true);
  const rawData = JSON.stringify(JSON.parse(raw.rawData), null, 1);
  expect(verifyRawData({ ...raw, rawData })).toBe(false);
});
