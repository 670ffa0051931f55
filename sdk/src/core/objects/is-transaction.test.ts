import { expect, test } from 'vitest';
import { samples } from '../../testing/notification-samples.ts';
import { isPaidTransaction, isTransaction } from './is-transaction.ts';

const { paid } = samples;
const amount = { total: 100, payer_total: 90, currency: 'CNY', payer_refund: 0 };
const full = {
  ...paid,
  trade_state_desc: '支付成功',
  trade_type: 'JSAPI',
  bank_type: 'OTHERS',
  attach: '',
  amount,
};

test('a paid transaction with every member is believed, and so is one with only the required ones', () => {
  expect(isPaidTransaction(full)).toBe(true);
  const { appid, mchid, out_trade_no } = paid;
  expect(isTransaction({ appid, mchid, out_trade_no, trade_state: 'NOTPAY' })).toBe(true);
});

test.each(['appid', 'mchid', 'out_trade_no', 'trade_state'])(
  'a transaction whose %s is missing, empty or no text is not believed',
  (name) => {
    for (const value of [undefined, '', 1, null]) {
      expect(isTransaction({ ...full, [name]: value })).toBe(false);
    }
  },
);

test.each([
  'trade_state_desc',
  'transaction_id',
  'trade_type',
  'bank_type',
  'attach',
  'success_time',
])('a transaction may lack %s, but it must be a text', (name) => {
  expect(isTransaction({ ...full, [name]: undefined })).toBe(true);
  expect(isTransaction({ ...full, [name]: '' })).toBe(true);
  for (const value of [1, null, {}]) expect(isTransaction({ ...full, [name]: value })).toBe(false);
});

test.each(['transaction_id', 'success_time', 'payer', 'amount'])('what is paid has %s', (name) => {
  expect(isPaidTransaction({ ...full, [name]: undefined })).toBe(false);
  expect(isTransaction({ ...full, [name]: undefined })).toBe(true);
});

test.each(['transaction_id', 'success_time'])(
  'what is paid has a %s that says something',
  (name) => {
    expect(isPaidTransaction({ ...full, [name]: '' })).toBe(false);
  },
);

test.each(['total', 'payer_total', 'payer_refund'])('%s is whole fen, not negative', (name) => {
  for (const value of [-1, 0.5, '1', null, Number.MAX_SAFE_INTEGER + 1]) {
    expect(isTransaction({ ...full, amount: { ...amount, [name]: value } })).toBe(false);
  }
  expect(isTransaction({ ...full, amount: { ...amount, [name]: 0 } })).toBe(true);
  const lacking = { ...full, amount: { ...amount, [name]: undefined } };
  expect(isTransaction(lacking)).toBe(name !== 'total');
});

test('a currency is a text, when it is there; an amount and a payer are objects', () => {
  for (const currency of ['', 1, null]) {
    expect(isTransaction({ ...full, amount: { ...amount, currency } })).toBe(false);
  }
  expect(isTransaction({ ...full, amount: { total: 1 } })).toBe(true);
  for (const value of [1, '1', null, []]) {
    expect(isTransaction({ ...full, amount: value })).toBe(false);
    expect(isTransaction({ ...full, payer: value })).toBe(false);
  }
  expect(isTransaction({ ...full, payer: { openid: '' } })).toBe(false);
});
