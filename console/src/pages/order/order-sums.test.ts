import type { MerchantOrderDetail, Refund } from '@yifen/contract';
import { expect, test } from 'vitest';
import { sumOrder } from './order-sums.ts';

const refund = (change: Partial<Refund>): Refund =>
  ({ transactionId: 't1', state: 'succeeded', amountFen: 100, ...change }) as Refund;

const order = (change: Partial<MerchantOrderDetail>): MerchantOrderDetail =>
  ({
    state: 'paid',
    amountFen: 1_000,
    transactionId: 't1',
    refunds: [],
    ...change,
  }) as unknown as MerchantOrderDetail;

test('what waits for approval or is on its way cannot be refunded again; what was closed can', () => {
  const refunds = [
    refund({ amountFen: 100 }),
    refund({ amountFen: 200, state: 'awaiting-approval' }),
    refund({ amountFen: 300, state: 'closed' }),
    refund({ amountFen: 50, state: 'abnormal' }),
  ];
  expect(sumOrder(order({ refunds }))).toEqual({
    refundedFen: 100,
    pendingFen: 250,
    remainingFen: 650,
  });
});

test('money of another payment of the order counts not against this one', () => {
  const refunds = [refund({ transactionId: 't2', amountFen: 1_000 })];
  expect(sumOrder(order({ refunds })).remainingFen).toBe(1_000);
});

test('of an order that is not paid nothing can be refunded', () => {
  expect(sumOrder(order({ state: 'disputed' })).remainingFen).toBe(0);
});
