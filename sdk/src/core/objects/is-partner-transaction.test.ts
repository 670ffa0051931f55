import { expect, test } from 'vitest';
import { samples } from '../../testing/notification-samples.ts';
import { isPaidPartnerTransaction, isPartnerTransaction } from './is-partner-transaction.ts';

const full = { ...samples.partnerPaid, sub_appid: 'wx1', payer: { sub_openid: 'o1' } };

test.each(['sp_appid', 'sp_mchid', 'sub_mchid', 'out_trade_no', 'trade_state'])(
  'a partner’s transaction without %s is not believed',
  (name) => {
    expect(isPartnerTransaction(full)).toBe(true);
    for (const value of [undefined, '', 1]) {
      expect(isPartnerTransaction({ ...full, [name]: value })).toBe(false);
    }
  },
);

test('the appid of the sub-merchant is a text, when it is there', () => {
  expect(isPartnerTransaction({ ...full, sub_appid: undefined })).toBe(true);
  expect(isPartnerTransaction({ ...full, sub_appid: 1 })).toBe(false);
});

test('the payer has one openid or the other; what is paid has a payer', () => {
  expect(isPartnerTransaction({ ...full, payer: { sp_openid: 'o2' } })).toBe(true);
  for (const payer of [null, 'o1', {}, { sp_openid: '', sub_openid: '' }, { openid: 'o1' }]) {
    expect(isPartnerTransaction({ ...full, payer })).toBe(false);
  }
  expect(isPaidPartnerTransaction(full)).toBe(true);
  expect(isPartnerTransaction({ ...full, payer: undefined })).toBe(true);
  expect(isPaidPartnerTransaction({ ...full, payer: undefined })).toBe(false);
  expect(isPaidPartnerTransaction({ ...full, sp_mchid: undefined })).toBe(false);
});
