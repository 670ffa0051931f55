import { expect, test } from 'vitest';
import { flowFromServer } from './flow-from-server.ts';

const order = { orderId: 'o1', outTradeNo: 'YF1', amountFen: 12_800 };

test('an order is step 3 and belongs to its number', () => {
  expect(flowFromServer('order.created', order)).toMatchObject({
    step: 3,
    outTradeNo: 'YF1',
    outcome: 'ok',
  });
});

test('the text that was signed for the phone is shown at step 7', () => {
  const signedText = 'wx1\n1\nn\nprepay_id=x\n';
  expect(flowFromServer('payment.signed', { ...order, signedText })).toMatchObject({
    step: 7,
    signature: { signedText, verified: null },
  });
});

test('paid by a notification is step 17, by the server’s own question step 22', () => {
  const step = (source: string) => flowFromServer('order.paid', { ...order, source })?.step;
  expect([step('notification'), step('query')]).toEqual([17, 22]);
});

test('a refused notification is red and says why', () => {
  expect(flowFromServer('notification.refused', { code: 'bad_signature' })).toMatchObject({
    step: 17,
    outcome: 'refused',
    note: 'bad_signature',
  });
});

test('WeChat failing is shown where its answer was awaited', () => {
  const step = (during: string) => flowFromServer('wechat.failed', { ...order, during })?.step;
  expect([step('prepay'), step('query'), step('close')]).toEqual([6, 22, null]);
});

test('an event that the messages tell already is left out', () => {
  expect(flowFromServer('order.prepaid', order)).toBeNull();
});
