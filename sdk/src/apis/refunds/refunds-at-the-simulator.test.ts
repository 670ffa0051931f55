import { expect, test } from 'vitest';
import { nowhere, openShop } from '../../testing/open-shop.ts';

test('a refund is accepted, succeeds, and two of them keep their minute', async () => {
  const { wechatpay, clock, buy } = await openShop();
  await buy('REFUND1');
  const request = {
    out_trade_no: 'REFUND1',
    out_refund_no: 'R-1|*@',
    notify_url: nowhere,
    amount: { refund: 100, total: 300 },
  };
  expect(await wechatpay.refunds.create(request)).toMatchObject({ status: 'PROCESSING' });
  await wechatpay.refunds.create({ ...request, out_refund_no: 'R-2' }, { pacing: 'wait' });
  await clock.advance(600_000);
  expect(await wechatpay.refunds.query(request)).toMatchObject({
    status: 'SUCCESS',
    amount: { refund: 100, total: 300 },
  });
  expect(await wechatpay.orders.query({ out_trade_no: 'REFUND1' })).toMatchObject({
    trade_state: 'REFUND',
  });
});

test.each([
  ['the answer is lost', 'answer.lose'],
  ['the answer is an error', 'answer.error'],
  ['the answer is forged', 'answer.tamper'],
  ['the answer is a probe', 'answer.probe'],
  ['the request never arrived', 'request.lose'],
] as const)('when %s, a safe refund happens exactly once', async (_, kind) => {
  const { wechatpay, simulator, buy } = await openShop();
  const out_trade_no = `ONCE-${kind.replaceAll('.', '-')}`;
  await buy(out_trade_no);
  simulator.faults.add({ kind, operation: 'refund' });
  const request = {
    out_trade_no,
    out_refund_no: `R-${out_trade_no}`,
    amount: { refund: 300, total: 300 },
  };
  const refund = await wechatpay.refunds.createSafely(request);
  expect(await wechatpay.refunds.createSafely(request)).toMatchObject({
    refund_id: refund.refund_id,
  });
});

test('an abnormal refund goes to a card whose number and name WeChat could open', async () => {
  const { wechatpay, simulator, clock, buy } = await openShop();
  await buy('ABNORM1');
  simulator.faults.add({ kind: 'refund.abnormal' });
  const { refund_id } = await wechatpay.refunds.create({
    out_trade_no: 'ABNORM1',
    out_refund_no: 'R-ABNORM1',
    amount: { refund: 300, total: 300 },
  });
  await clock.advance(600_000);
  const key = { out_refund_no: 'R-ABNORM1' };
  expect(await wechatpay.refunds.query(key)).toMatchObject({ status: 'ABNORMAL' });
  await wechatpay.refunds.applyAbnormal({
    ...key,
    refund_id,
    type: 'USER_BANK_CARD',
    bank_type: 'CMB_DEBIT',
    bank_account: '6214830000000000',
    real_name: '张三',
  });
  await clock.advance(600_000);
  expect(await wechatpay.refunds.query(key)).toMatchObject({
    status: 'SUCCESS',
    channel: 'OTHER_BANKCARD',
  });
});
