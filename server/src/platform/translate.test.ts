import { describe, expect, test } from 'vitest';
import { sampleOrder } from '../testing/sample-order.ts';
import {
  errorCode,
  evidenceFromAnswer,
  partnerPrepayFromOrder,
  prepayFromOrder,
  statementFromPartnerTransaction,
  statementFromTransaction,
} from './translate.ts';

const transaction = {
  appid: 'wx0000000000000001',
  mchid: '1900000001',
  out_trade_no: 'Y0000000001',
  trade_state: 'SUCCESS',
  transaction_id: '4200000000000000000000000001',
  success_time: '2026-01-01T10:00:05+08:00',
  payer: { openid: 'oPayer' },
  amount: { total: 12_800, payer_total: 12_000, currency: 'CNY' },
};

test('I03 a prepay carries the amount, the payer and the number of the order, and nothing else of it', () => {
  const order = sampleOrder({ expiresAtMs: Date.UTC(2026, 0, 1, 17, 30, 0, 999) });
  expect(prepayFromOrder(order)).toEqual({
    appid: order.appid,
    description: order.description,
    out_trade_no: order.outTradeNo,
    time_expire: '2026-01-02T01:30:00+08:00',
    notify_url: order.notifyUrl,
    amount: { total: 12_800, currency: 'CNY' },
    payer: { openid: order.openid },
  });
});

test('I06 what happens to an order changes nothing in its prepay', () => {
  const order = sampleOrder();
  const later = sampleOrder({ version: 9, prepayId: 'wx02', pollCount: 3, state: 'closing' });
  expect(JSON.stringify(prepayFromOrder(later))).toBe(JSON.stringify(prepayFromOrder(order)));
});

test('a paid transaction is said in our names; the amount is that of the order, not what coupons left', () => {
  expect(statementFromTransaction('query', transaction)).toEqual({
    source: 'query',
    outTradeNo: 'Y0000000001',
    appid: 'wx0000000000000001',
    mchid: '1900000001',
    tradeState: 'paid',
    transactionId: '4200000000000000000000000001',
    amountFen: 12_800,
    currency: 'CNY',
    openid: 'oPayer',
    successAtMs: Date.UTC(2026, 0, 1, 2, 0, 5),
  });
});

test('what WeChat leaves out is null, never assumed', () => {
  const { appid, mchid, out_trade_no } = transaction;
  const bare = { appid, mchid, out_trade_no, trade_state: 'NOTPAY', success_time: 'soon' };
  expect(statementFromTransaction('query', bare)).toMatchObject({
    transactionId: null,
    amountFen: null,
    currency: null,
    openid: null,
    successAtMs: null,
  });
  const noCurrency = { ...transaction, amount: { total: 1 } };
  expect(statementFromTransaction('query', noCurrency).currency).toBeNull();
});

test.each([
  ['SUCCESS', 'paid'],
  ['REFUND', 'refunded'],
  ['NOTPAY', 'unpaid'],
  ['CLOSED', 'closed'],
  ['REVOKED', 'other'],
  ['USERPAYING', 'other'],
  ['PAYERROR', 'other'],
  ['A_STATE_OF_TOMORROW', 'other'],
])('%s means %s', (trade_state, tradeState) => {
  expect(statementFromTransaction('query', { ...transaction, trade_state }).tradeState).toBe(
    tradeState,
  );
});

test('the id of an answer’s evidence follows its signature, not a header that nobody signed', () => {
  const signed = {
    timestamp: '1',
    nonce: 'n',
    serial: 's',
    signature: 'c2ln',
    body: new Uint8Array(),
    requestId: 'chosen by somebody',
  };
  const { id } = evidenceFromAnswer(signed, 5);
  expect(id).toMatch(/^query:[0-9a-f]{32}$/);
  expect(evidenceFromAnswer({ ...signed, requestId: undefined }, 6).id).toBe(id);
  expect(evidenceFromAnswer({ ...signed, signature: 'b3RoZXI=' }, 5).id).not.toBe(id);
});

test.each([
  ['ORDER_PAID', 'ORDERPAID'],
  ['ORDERPAID', 'ORDERPAID'],
  ['ORDERNOTEXIST', 'ORDER_NOT_EXIST'],
  ['ORDERCLOSED', 'ORDER_CLOSED'],
  ['PARAM_ERROR', 'PARAM_ERROR'],
])('the code %s is spelled %s', (code, spelled) => {
  expect(errorCode(code)).toBe(spelled);
});

describe('a service provider’s', () => {
  const partner = { subMchid: '1800000001', spMchid: '1900000001', spAppid: 'wxProvider' };
  const transaction = {
    sp_appid: 'wxProvider',
    sp_mchid: '1900000001',
    sub_mchid: '1800000001',
    out_trade_no: 'Y1',
    trade_state: 'SUCCESS',
    trade_state_desc: '支付成功',
    transaction_id: '42',
    amount: { total: 1, currency: 'CNY' },
  };

  test('prepay names the payer as the mini-program knows him that he is in', () => {
    const order = sampleOrder({ openid: 'oP', mchid: partner.subMchid });
    expect(partnerPrepayFromOrder({ ...order, appid: 'wxProvider' }, partner)).toMatchObject({
      sp_appid: 'wxProvider',
      sub_mchid: '1800000001',
      payer: { sp_openid: 'oP' },
    });
    const inTheirs = partnerPrepayFromOrder({ ...order, appid: 'wxTheirs' }, partner);
    expect(inTheirs).toMatchObject({ sub_appid: 'wxTheirs', payer: { sub_openid: 'oP' } });
    expect(inTheirs).not.toHaveProperty('appid');
  });

  test('payment is the sub-merchant’s, and its payer’s in the mini-program he paid in', () => {
    const inOurs = { ...transaction, payer: { sp_openid: 'oSp' } };
    expect(statementFromPartnerTransaction('query', inOurs, partner)).toMatchObject({
      mchid: '1800000001',
      appid: 'wxProvider',
      openid: 'oSp',
      tradeState: 'paid',
    });
    const payer = { sp_openid: 'oSp', sub_openid: 'oSub' };
    const inTheirs = { ...transaction, sub_appid: 'wxTheirs', payer };
    expect(statementFromPartnerTransaction('query', inTheirs, partner)).toMatchObject({
      appid: 'wxTheirs',
      openid: 'oSub',
    });
  });

  test('I03 payment that another provider or another merchant took agrees with no order of ours', () => {
    const mchidOf = (changes: object, whose: typeof partner | null) =>
      statementFromPartnerTransaction('query', { ...transaction, ...changes }, whose).mchid;
    expect(mchidOf({ sp_mchid: '1900000009' }, partner)).toBe('1900000009');
    expect(mchidOf({ sub_mchid: '1800000009' }, partner)).toBe('1800000009');
    // A direct merchant is not paid by what it took as a provider.
    expect(mchidOf({}, null)).toBe('1800000001');
  });
});
