import { expect, test } from 'vitest';
import { ArgumentError } from '../core/errors/argument-error.ts';
import { MismatchError } from '../core/errors/mismatch-error.ts';
import { samples } from '../testing/notification-samples.ts';
import { expectNotification } from './expect-notification.ts';
import type { NotificationEnvelope } from './notification.ts';
import { typeNotification } from './type-notification.ts';

const { paid, partnerPaid, combinePaid, refunded, partnerRefunded, transferred } = samples;

/** What an untyped caller does: any notification with any record. */
function compare(event: string, resource: object, expected: unknown): unknown {
  const common = { wechat_event_type: event, requestId: 'R-0' } as NotificationEnvelope;
  const notification = typeNotification(common, resource as Readonly<Record<string, unknown>>);
  if (notification === undefined) throw new Error('the sample does not keep its promises');
  try {
    (expectNotification as (notification: unknown, expected: unknown) => void)(
      notification,
      expected,
    );
    return undefined;
  } catch (error) {
    return error;
  }
}

function fieldsOf(failure: unknown): string[] {
  if (!(failure instanceof MismatchError)) throw failure;
  return failure.mismatches.map(({ field }) => field);
}

const { appid, mchid, out_trade_no, payer } = paid;
const order = { appid, mchid, out_trade_no, amount: { total: 100 }, payer };
const { sp_appid, sp_mchid, sub_appid, sub_mchid } = partnerPaid;
const partnerOrder = {
  sp_appid,
  sp_mchid,
  sub_appid,
  sub_mchid,
  out_trade_no,
  amount: { total: 100, currency: 'CNY' },
  payer: { sub_openid: 'oSub' },
};
const refund = { mchid, out_trade_no, out_refund_no: 'R1', amount: { total: 100, refund: 30 } };

test('a payment that agrees with the stored prepay request is let through', () => {
  const request = { ...order, description: 'Tea', notify_url: 'https://shop.example/n' };
  expect(compare('TRANSACTION.SUCCESS', paid, request)).toBeUndefined();
});

test.each([
  ['appid', { appid: 'wx0' }],
  ['mchid', { mchid: '1900000002' }],
  ['out_trade_no', { out_trade_no: 'T2' }],
  ['amount.total', { amount: { total: 90 } }],
  ['amount.total', { amount: { total: '100' } }],
  ['amount.currency', { amount: { total: 100, currency: 'HKD' } }],
  ['payer.openid', { payer: { openid: 'oOther' } }],
])('a payment with another %s is named (%#)', (field, change) => {
  expect(fieldsOf(compare('TRANSACTION.SUCCESS', paid, { ...order, ...change }))).toEqual([field]);
});

test('a currency that WeChat does not say is CNY, another one is a mismatch', () => {
  const silent = { ...paid, amount: { total: 100 } };
  expect(compare('TRANSACTION.SUCCESS', silent, order)).toBeUndefined();
  const dollars = { ...paid, amount: { total: 100, currency: 'USD' } };
  expect(fieldsOf(compare('TRANSACTION.SUCCESS', dollars, order))).toEqual(['amount.currency']);
});

test('a state other than SUCCESS is a mismatch', () => {
  const refunding = { ...paid, trade_state: 'REFUND' };
  expect(fieldsOf(compare('TRANSACTION.SUCCESS', refunding, order))).toEqual(['trade_state']);
});

test('every field that disagrees is named at once, with both values, but none in the message', () => {
  const other = { ...order, appid: 'wx0', amount: { total: 1 }, payer: { openid: 'oSecret' } };
  const failure = compare('TRANSACTION.SUCCESS', paid, other);
  expect(failure).toMatchObject({ code: 'NOTIFICATION_MISMATCH', outcome: 'unknown' });
  expect(failure).toHaveProperty('mismatches', [
    { field: 'appid', expected: 'wx0', actual: appid },
    { field: 'amount.total', expected: 1, actual: 100 },
    { field: 'payer.openid', expected: 'oSecret', actual: payer.openid },
  ]);
  expect(String(failure)).toMatch(/appid, amount\.total, payer\.openid/);
  expect(String(failure)).not.toMatch(/oSecret|oUpF8/);
});

test.each([
  ['TRANSACTION.SUCCESS', paid, { ...order, mchid: undefined }, 'mchid'],
  ['TRANSACTION.SUCCESS', paid, { ...order, amount: undefined }, 'amount.total'],
  ['TRANSACTION.SUCCESS', paid, undefined, 'appid'],
  ['TRANSACTION.SUCCESS', partnerPaid, order, 'sp_appid'],
  ['TRANSACTION.SUCCESS', combinePaid, order, 'sub_orders'],
  ['TRANSACTION.SUCCESS', combinePaid, { sub_orders: [] }, 'sub_orders'],
  ['REFUND.SUCCESS', refunded, { ...refund, mchid: undefined }, 'mchid'],
  ['REFUND.SUCCESS', refunded, { ...refund, out_refund_no: undefined }, 'out_refund_no'],
  ['REFUND.SUCCESS', refunded, null, 'mchid'],
  ['MCHTRANSFER.BILL.FINISHED', transferred, { mchid, out_bill_no: 'B' }, 'transfer_amount'],
])(
  'a record that lacks a field is an error, never an agreement (%#)',
  (event, resource, expected, field) => {
    const failure = compare(event, resource, expected);
    expect(failure).toBeInstanceOf(ArgumentError);
    expect(failure).toHaveProperty('field', field);
  },
);

test('a partner’s payment is compared in both merchants, both appids and its payer', () => {
  const agree = (change: object) =>
    compare('TRANSACTION.SUCCESS', partnerPaid, { ...partnerOrder, ...change });
  expect(agree({})).toBeUndefined();
  expect(agree({ sub_appid: undefined, payer: undefined })).toBeUndefined();
  expect(fieldsOf(agree({ sp_mchid: '1' }))).toEqual(['sp_mchid']);
  expect(fieldsOf(agree({ sub_mchid: '1' }))).toEqual(['sub_mchid']);
  expect(fieldsOf(agree({ sp_appid: 'wx0', sub_appid: 'wx1' }))).toEqual(['sp_appid', 'sub_appid']);
  expect(fieldsOf(agree({ payer: { sp_openid: 'o' } }))).toEqual(['payer.sp_openid']);
});

const combineOrder = {
  combine_appid: combinePaid.combine_appid,
  combine_mchid: combinePaid.combine_mchid,
  combine_out_trade_no: 'C1',
  sub_orders: [
    { mchid: '1900000002', out_trade_no: 'S2', amount: { total_amount: 40, currency: 'CNY' } },
    { mchid: '1900000001', out_trade_no: 'S1', amount: { total_amount: 60, currency: 'CNY' } },
  ],
  combine_payer_info: { openid: payer.openid },
};

test('a combined payment is compared as a whole and part by part, in any order', () => {
  const agree = (change: object) =>
    compare('TRANSACTION.SUCCESS', combinePaid, { ...combineOrder, ...change });
  const [second, first] = combineOrder.sub_orders;
  expect(agree({})).toBeUndefined();
  expect(fieldsOf(agree({ combine_mchid: '1' }))).toEqual(['combine_mchid']);
  expect(fieldsOf(agree({ combine_payer_info: { openid: 'o' } }))).toEqual([
    'combine_payer_info.openid',
  ]);
  expect(fieldsOf(agree({ sub_orders: [first] }))).toEqual(['sub_orders[1900000002/S2]']);
  const third = { ...first, out_trade_no: 'S3' };
  expect(fieldsOf(agree({ sub_orders: [first, second, third] }))).toEqual([
    'sub_orders[1900000001/S3]',
  ]);
  const dearer = { ...first, amount: { total_amount: 61 } };
  expect(fieldsOf(agree({ sub_orders: [second, dearer] }))).toEqual([
    'sub_orders[1900000001/S1].amount.total_amount',
  ]);
  expect(fieldsOf(agree({ sub_orders: [second, 'S1'] }))).toEqual([
    'sub_orders[undefined/undefined]',
    'sub_orders[1900000001/S1]',
  ]);
});

test('a refund is compared by both numbers, both amounts, merchant, and the state of its event', () => {
  const agree = (change: object) => compare('REFUND.SUCCESS', refunded, { ...refund, ...change });
  expect(agree({})).toBeUndefined();
  expect(fieldsOf(agree({ mchid: '1' }))).toEqual(['mchid']);
  expect(fieldsOf(agree({ out_refund_no: 'R2' }))).toEqual(['out_refund_no']);
  expect(fieldsOf(agree({ amount: { total: 99, refund: 31 } }))).toEqual([
    'amount.total',
    'amount.refund',
  ]);
  expect(fieldsOf(compare('REFUND.CLOSED', refunded, refund))).toEqual(['refund_status']);
});

test('a partner’s refund agrees under each of the names that WeChat’s pages give it', () => {
  const ours = { ...refund, mchid: sp_mchid, sub_mchid };
  const rest = { ...refunded, refund_status: 'CLOSED', mchid: undefined };
  const agree = (names: object, record: object = ours) =>
    compare('REFUND.CLOSED', { ...rest, ...names }, record);
  expect(compare('REFUND.CLOSED', partnerRefunded, ours)).toBeUndefined();
  expect(agree({ mchid: sub_mchid })).toBeUndefined();
  expect(agree({ mchid: sp_mchid, sub_mchid })).toBeUndefined();
  expect(fieldsOf(agree({}))).toEqual(['mchid']);
  expect(fieldsOf(agree({ sp_mchid: '1', sub_mchid }))).toEqual(['sp_mchid']);
  expect(fieldsOf(agree({ sp_mchid, sub_mchid: '1' }))).toEqual(['sub_mchid']);
  // Our own direct refund is never some sub-merchant's.
  expect(fieldsOf(agree({ sp_mchid, sub_mchid }, { ...ours, sub_mchid: undefined }))).toEqual([
    'sub_mchid',
  ]);
});

test('a transfer is compared by number, amount, merchant and receiver, whatever its end', () => {
  const { out_bill_no, transfer_amount, openid } = transferred;
  const ours = { mchid, out_bill_no, transfer_amount, openid };
  const agree = (change: object) =>
    compare('MCHTRANSFER.BILL.FINISHED', transferred, { ...ours, ...change });
  expect(agree({})).toBeUndefined();
  expect(compare('MCHTRANSFER.BILL.FINISHED', { ...transferred, state: 'FAIL' }, ours)).toBe(
    undefined,
  );
  expect(fieldsOf(agree({ mchid: '1', transfer_amount: 1, openid: 'o' }))).toEqual([
    'mchid',
    'transfer_amount',
    'openid',
  ]);
});

test('the sentence names the field as our record spells it, with its place in a list', () => {
  const { amount: _, ...lacking } = combineOrder.sub_orders[0] ?? {};
  const failure = compare('TRANSACTION.SUCCESS', combinePaid, {
    ...combineOrder,
    sub_orders: [lacking],
  });
  expect(failure).toBeInstanceOf(ArgumentError);
  expect(failure).toHaveProperty('field', 'sub_orders[1900000002/S2].amount.total_amount');
  for (const [event, resource, record] of [
    ['TRANSACTION.SUCCESS', paid, {}],
    ['TRANSACTION.SUCCESS', combinePaid, {}],
    ['REFUND.SUCCESS', refunded, {}],
  ] as const) {
    expect(String(compare(event, resource, record))).toMatch(/must be given to compare/);
  }
});

test('what WeChat leaves out is undefined in the list of what disagrees', () => {
  const silent = { ...refunded, mchid: undefined };
  const failure = compare('REFUND.SUCCESS', silent, refund);
  expect(failure).toHaveProperty('mismatches', [
    { field: 'mchid', expected: mchid, actual: undefined },
  ]);
});

test('a record that is a list or a text says nothing', () => {
  for (const record of [[], 'T1', 1, null]) {
    expect(compare('TRANSACTION.SUCCESS', combinePaid, record)).toHaveProperty(
      'field',
      'sub_orders',
    );
    expect(compare('REFUND.SUCCESS', refunded, record)).toHaveProperty('field', 'mchid');
  }
  expect(compare('TRANSACTION.SUCCESS', combinePaid, { sub_orders: { length: 1 } })).toHaveProperty(
    'field',
    'sub_orders',
  );
});
