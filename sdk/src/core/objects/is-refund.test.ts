import { expect, test } from 'vitest';
import { samples } from '../../testing/notification-samples.ts';
import { isRefund } from './is-refund.ts';
import { isRefundNotice } from './is-refund-notice.ts';

const amount = { total: 100, refund: 30 };
const refund = {
  refund_id: '5',
  out_refund_no: 'R1',
  transaction_id: '4',
  out_trade_no: 'T1',
  status: 'SUCCESS',
  create_time: '2026-01-01T00:00:00+08:00',
  success_time: '2026-01-01T00:00:00+08:00',
  channel: 'ORIGINAL',
  user_received_account: '支付用户零钱',
  funds_account: 'AVAILABLE',
  amount,
};

test.each([
  'refund_id',
  'out_refund_no',
  'transaction_id',
  'out_trade_no',
  'status',
  'create_time',
])('a refund without %s is not believed', (name) => {
  for (const value of [undefined, '', 1])
    expect(isRefund({ ...refund, [name]: value })).toBe(false);
});

test.each(['success_time', 'channel', 'user_received_account', 'funds_account'])(
  'the %s of a refund is a text, when it is there',
  (name) => {
    expect(isRefund({ ...refund, [name]: undefined })).toBe(true);
    expect(isRefund({ ...refund, [name]: 1 })).toBe(false);
  },
);

test.each(['transaction_id', 'out_trade_no', 'refund_id', 'out_refund_no', 'refund_status'])(
  'a notice of a refund without %s is not believed',
  (name) => {
    for (const value of [undefined, '', 1]) {
      expect(isRefundNotice({ ...samples.refunded, [name]: value })).toBe(false);
    }
  },
);

test.each(['mchid', 'sp_mchid', 'sub_mchid'])(
  'the %s of a notice says something, when it is there',
  (name) => {
    expect(isRefundNotice({ ...samples.refunded, [name]: undefined })).toBe(true);
    for (const value of ['', 1]) {
      expect(isRefundNotice({ ...samples.refunded, [name]: value })).toBe(false);
    }
  },
);

test('the amount of a refund has both sums', () => {
  expect(isRefund(refund)).toBe(true);
  for (const value of [undefined, -1, 0.5, '30']) {
    const wrong = { total: 100, refund: value };
    expect(isRefund({ ...refund, amount: wrong })).toBe(false);
    expect(isRefundNotice({ ...samples.refunded, amount: wrong })).toBe(false);
  }
  for (const wrong of [undefined, null, { refund: 30 }]) {
    expect(isRefund({ ...refund, amount: wrong })).toBe(false);
  }
});

test.each(['settlement_total', 'settlement_refund', 'discount_refund', 'refund_fee'])(
  'the %s of a refund is whole fen, when it is there',
  (name) => {
    const withIt = (value: unknown) =>
      isRefund({ ...refund, amount: { ...amount, [name]: value } });
    expect([1, undefined, 0.5, '1'].map(withIt)).toEqual([true, true, false, false]);
  },
);
