import { expect, test } from 'vitest';
import {
  classifyPaymentReturn,
  judgePayment,
  type OrderState,
  type PaymentReturnKind,
} from '../shop/miniprogram/yifen/index';
import { orderIn } from './fake-wx';

const kinds: PaymentReturnKind[] = [
  'ok',
  'cancel',
  'not-permitted',
  'bad-params',
  'unknown',
  'never',
];

test.each<[string, number | undefined, PaymentReturnKind]>([
  ['requestPayment:ok', undefined, 'ok'],
  ['requestPayment:fail cancel', undefined, 'cancel'],
  ['requestPayment:cancel', undefined, 'cancel'],
  ['requestPayment:fail no permission', undefined, 'not-permitted'],
  ['requestPayment:fail no permission, appId=wx2421b1c4370ec43b', undefined, 'not-permitted'],
  ['requestPayment:fail banned', undefined, 'not-permitted'],
  ['requestPayment:fail jsapi has no permission, event=requestPayment', 102, 'not-permitted'],
  [
    'requestPayment:fail parameter error: parameter.package should be String instead of Undefined;',
    undefined,
    'bad-params',
  ],
  ['requestPayment:fail:该订单已过期，请重新下单', undefined, 'unknown'],
  ['requestPayment:fail', undefined, 'unknown'],
  ['', undefined, 'unknown'],
])('%j is sorted', (errMsg, errno, kind) => {
  const result = errno === undefined ? { errMsg } : { errMsg, errno };
  expect(classifyPaymentReturn(result)).toEqual({ kind, detail: errMsg });
});

test("an old client's dialog text is kept for the developer", () => {
  const result = { errMsg: 'requestPayment:fail', err_desc: '支付验证签名失败' };
  expect(classifyPaymentReturn(result)).toEqual({
    kind: 'unknown',
    detail: 'requestPayment:fail (支付验证签名失败)',
  });
});

test('nothing the cashier says makes an order paid, and nothing it says makes a paid order unpaid', () => {
  const states: OrderState[] = [
    'created',
    'payable',
    'closing',
    'closed',
    'refunding',
    'disputed',
    'paid',
  ];
  for (const state of states) {
    for (const returned of kinds) {
      for (const confirmed of [true, false]) {
        const { kind, message } = judgePayment(orderIn(state), confirmed, returned);
        expect(kind === 'paid').toBe(state === 'paid');
        expect(message).not.toBe('');
      }
    }
  }
});

test('an open order is pending until the server was asked, whatever the cashier said', () => {
  for (const returned of kinds) {
    expect(judgePayment(orderIn('payable'), false, returned).kind).toBe('pending');
  }
});
