import { expect, test } from 'vitest';
import { samples } from '../../testing/notification-samples.ts';
import { isCombineTransaction, isPaidCombineTransaction } from './is-combine-transaction.ts';

const { combinePaid } = samples;
const amount = { total_amount: 60, payer_amount: 50, currency: 'CNY' };
const part = {
  mchid: '1900000001',
  out_trade_no: 'S1',
  trade_state: 'SUCCESS',
  transaction_id: '4200',
  success_time: '2026-01-01T00:00:00+08:00',
  trade_type: 'JSAPI',
  bank_type: 'OTHERS',
  attach: '',
  sub_mchid: '1900000109',
  sub_appid: 'wx1',
  sub_openid: 'o1',
  amount,
};
const whole = { ...combinePaid, sub_orders: [part] };
const withPart = (change: object) => ({ ...whole, sub_orders: [part, { ...part, ...change }] });

test('a paid combined order is believed with all of its members, unpaid with the required ones', () => {
  expect(isPaidCombineTransaction(whole)).toBe(true);
  const { combine_appid, combine_mchid, combine_out_trade_no } = combinePaid;
  const sub_orders = [{ mchid: '1', out_trade_no: 'S1', trade_state: 'NOTPAY' }];
  const unpaid = { combine_appid, combine_mchid, combine_out_trade_no, sub_orders };
  expect(isCombineTransaction(unpaid)).toBe(true);
  expect(isPaidCombineTransaction(unpaid)).toBe(false);
});

test.each(['combine_appid', 'combine_mchid', 'combine_out_trade_no'])(
  'without %s it is not believed',
  (name) => {
    for (const value of [undefined, '', 1]) {
      expect(isCombineTransaction({ ...whole, [name]: value })).toBe(false);
    }
  },
);

test('it has a list of parts, and each is an object', () => {
  for (const sub_orders of [undefined, [], {}, { length: 1 }, ['S1'], [part, null]]) {
    expect(isCombineTransaction({ ...whole, sub_orders })).toBe(false);
  }
});

test.each(['mchid', 'out_trade_no', 'trade_state'])('each part has its %s', (name) => {
  for (const value of [undefined, '', 1]) {
    expect(isCombineTransaction(withPart({ [name]: value }))).toBe(false);
  }
});

test.each([
  'trade_type',
  'bank_type',
  'attach',
  'success_time',
  'transaction_id',
  'sub_mchid',
  'sub_appid',
  'sub_openid',
])('the %s of a part is a text, when it is there', (name) => {
  expect(isCombineTransaction(withPart({ [name]: undefined }))).toBe(true);
  for (const value of [1, null]) {
    expect(isCombineTransaction(withPart({ [name]: value }))).toBe(false);
  }
});

test.each(['transaction_id', 'success_time'])('each part of what is paid has its %s', (name) => {
  expect(isPaidCombineTransaction(withPart({ [name]: undefined }))).toBe(false);
  expect(isPaidCombineTransaction(withPart({ [name]: '' }))).toBe(false);
});

test('money of a part is whole fen; what is paid has it', () => {
  for (const wrong of [null, 1, {}, { total_amount: 0.5 }, { ...amount, payer_amount: -1 }]) {
    expect(isCombineTransaction(withPart({ amount: wrong }))).toBe(false);
  }
  for (const currency of ['', 1]) {
    expect(isCombineTransaction(withPart({ amount: { ...amount, currency } }))).toBe(false);
  }
  expect(isCombineTransaction(withPart({ amount: { total_amount: 0 } }))).toBe(true);
  expect(isCombineTransaction(withPart({ amount: undefined }))).toBe(true);
  expect(isPaidCombineTransaction(withPart({ amount: undefined }))).toBe(false);
});

test('a payer is an object with an openid; what is paid has one', () => {
  for (const payer of [null, 'o1', {}, { openid: '' }]) {
    expect(isCombineTransaction({ ...whole, combine_payer_info: payer })).toBe(false);
  }
  const anonymous = { ...whole, combine_payer_info: undefined };
  expect(isCombineTransaction(anonymous)).toBe(true);
  expect(isPaidCombineTransaction(anonymous)).toBe(false);
});
