import { expect, test } from 'vitest';
import { formatFen, splitFen } from '../shop/miniprogram/models/format-fen';
import { formatTime, formatTimeOfDay } from '../shop/miniprogram/models/format-time';
import { viewOrder } from '../shop/miniprogram/models/order-view';
import { productPicture } from '../shop/miniprogram/models/product-picture';
import { viewResult } from '../shop/miniprogram/models/result-view';
import type { OrderState, PayResultKind } from '../shop/miniprogram/yifen/index';
import { orderIn } from './fake-wx';

test('fen become yuan to the last fen', () => {
  expect([0, 1, 10, 99, 100, 12_800, 1_999_999_999_999].map(formatFen)).toEqual([
    '0.00',
    '0.01',
    '0.10',
    '0.99',
    '1.00',
    '128.00',
    '19999999999.99',
  ]);
  expect(splitFen(1)).toEqual({ yuan: '0', fen: '01' });
});

test('times are shown in Beijing time wherever the phone is', () => {
  expect(formatTime('2026-11-22T16:05:00Z')).toBe('2026-11-23 00:05');
  expect(formatTime('2026-11-23T00:05:00+08:00')).toBe('2026-11-23 00:05');
  expect(formatTimeOfDay('2026-11-22T23:59:59Z')).toBe('07:59');
});

test('an order can be paid or cancelled exactly while it is open', () => {
  const open: Record<OrderState, boolean> = {
    created: true,
    payable: true,
    paid: false,
    closing: false,
    closed: false,
    disputed: false,
    refunding: false,
  };
  for (const [state, expected] of Object.entries(open) as [OrderState, boolean][]) {
    const view = viewOrder(orderIn(state));
    expect(view.open, state).toBe(expected);
    expect(view.label, state).not.toBe('');
    expect(view.hint, state).not.toBe('');
  }
});

test('an open order says until when it can be paid, a paid one when it was', () => {
  expect(viewOrder(orderIn('payable')).hint).toContain('10:15');
  expect(viewOrder(orderIn('paid'))).toMatchObject({ label: '已付款', paidAt: '2026-11-23 10:01' });
});

test('a product without a picture has one all the same', () => {
  expect(productPicture('gaiwan', 'https://pay.example.com/gaiwan.jpg')).toBe(
    '/images/products/gaiwan.png',
  );
  expect(productPicture('new', 'https://pay.example.com/new.jpg')).toBe(
    'https://pay.example.com/new.jpg',
  );
  expect(productPicture('new')).toBe('/images/products/none.png');
});

test('the result page offers to pay only what can be paid', () => {
  const view = (kind: PayResultKind, state: OrderState) =>
    viewResult({ kind, message: 'm', detail: 'd', order: orderIn(state) });
  expect(view('not-paid', 'payable').action).toBe('pay');
  expect(view('not-paid', 'closed').action).toBe('');
  expect(view('pending', 'payable').action).toBe('ask');
  expect(view('paid', 'paid')).toMatchObject({ title: '支付成功', action: '', detail: '' });
  expect(view('bad-params', 'payable')).toMatchObject({ title: '暂时无法支付', detail: 'd' });
});
