import { expect, test } from 'vitest';
import { samples } from '../testing/notification-samples.ts';
import type { NotificationEnvelope } from './notification.ts';
import { typeNotification } from './type-notification.ts';

function typed(wechat_event_type: string, resource: object) {
  const common = { id: 'EV-1', wechat_event_type } as NotificationEnvelope;
  return typeNotification(common, resource as Readonly<Record<string, unknown>>);
}

test.each([
  ['TRANSACTION.SUCCESS', samples.paid, 'TRANSACTION.SUCCESS'],
  ['TRANSACTION.SUCCESS', samples.partnerPaid, 'TRANSACTION.SUCCESS.PARTNER'],
  ['TRANSACTION.SUCCESS', samples.combinePaid, 'TRANSACTION.SUCCESS.COMBINE'],
  ['REFUND.SUCCESS', samples.refunded, 'REFUND.SUCCESS'],
  ['REFUND.ABNORMAL', { ...samples.refunded, refund_status: 'ABNORMAL' }, 'REFUND.ABNORMAL'],
  ['REFUND.CLOSED', samples.partnerRefunded, 'REFUND.CLOSED'],
  ['MCHTRANSFER.BILL.FINISHED', samples.transferred, 'MCHTRANSFER.BILL.FINISHED'],
  ['PROFITSHARING.SUCCESS', samples.shared, 'PROFITSHARING.SUCCESS'],
  ['PROFITSHARING.RETURN', samples.partnerShared, 'PROFITSHARING.RETURN'],
  ['COMPLAINT.CREATE', samples.complained, 'COMPLAINT.CREATE'],
  ['COMPLAINT.STATE_CHANGE', samples.complained, 'COMPLAINT.STATE_CHANGE'],
  ['COUPON.USE', samples.couponUsed, 'COUPON.USE'],
  ['COUPON.SEND', samples.couponSent, 'COUPON.SEND'],
  ['FAPIAO.ISSUED', { any: 'thing' }, 'OTHER'],
])('%s with its own resource is opened as its own event (%#)', (wechat, resource, event_type) => {
  expect(typed(wechat, resource)).toEqual({
    id: 'EV-1',
    wechat_event_type: wechat,
    event_type,
    resource,
  });
});

test.each([
  ['TRANSACTION.SUCCESS', { ...samples.paid, appid: undefined }],
  ['TRANSACTION.SUCCESS', { ...samples.partnerPaid, sub_mchid: '' }],
  ['TRANSACTION.SUCCESS', { ...samples.partnerPaid, payer: {} }],
  ['TRANSACTION.SUCCESS', { ...samples.combinePaid, sub_orders: [] }],
  ['TRANSACTION.SUCCESS', { combine_out_trade_no: 'C1' }],
  [
    'TRANSACTION.SUCCESS',
    { ...samples.combinePaid, sub_orders: [{ ...samples.combinePaid.sub_orders[0], amount: 1 }] },
  ],
  ['REFUND.SUCCESS', { ...samples.refunded, out_refund_no: undefined }],
  ['REFUND.SUCCESS', { ...samples.partnerRefunded, sp_mchid: 1 }],
  ['MCHTRANSFER.BILL.FINISHED', { ...samples.transferred, transfer_amount: '400000' }],
  ['MCHTRANSFER.BILL.FINISHED', { ...samples.transferred, out_bill_no: undefined }],
  ['MCHTRANSFER.BILL.FINISHED', { ...samples.transferred, openid: 1 }],
  ['PROFITSHARING.SUCCESS', { ...samples.shared, receiver: undefined }],
  ['PROFITSHARING.SUCCESS', { ...samples.shared, mchid: 1 }],
  ['PROFITSHARING.SUCCESS', { ...samples.shared, success_time: undefined }],
  [
    'PROFITSHARING.RETURN',
    { ...samples.shared, receiver: { ...samples.shared.receiver, amount: 0.5 } },
  ],
  ['COMPLAINT.CREATE', { complaint_id: '1' }],
  ['COMPLAINT.STATE_CHANGE', { action_type: 'CREATE_COMPLAINT' }],
  ['COUPON.USE', { coupon_id: '1' }],
  ['COUPON.SEND', {}],
])('%s that breaks the promises of its event is not opened (%#)', (wechat, resource) => {
  expect(typed(wechat, resource)).toBeUndefined();
});

test('the order of a sub-merchant, or a combined one, is never taken for a plain order', () => {
  const plain = samples.paid;
  expect(typed('TRANSACTION.SUCCESS', { ...plain, sp_mchid: '1900000100' })).toBeUndefined();
  expect(typed('TRANSACTION.SUCCESS', { ...plain, combine_out_trade_no: 'C1' })).toBeUndefined();
});
