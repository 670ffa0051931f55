import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sampleOrder, sampleStatement } from '../testing/sample-order.ts';
import { decidePayment, type JudgedOrder } from './decide-payment.ts';
import { expectPayment } from './expect-payment.ts';
import { fen } from './fen.ts';
import type { OrderState, PaymentStatement } from './order.ts';

const order = fc.record({
  state: fc.constantFrom<OrderState>('created', 'payable', 'payable', 'paid', 'closing', 'closed'),
  outTradeNo: fc.constantFrom('Y1', 'Y2'),
  amountFen: fc.constantFrom(1, 100).map(fen),
  appid: fc.constantFrom('wx1', 'wx2'),
  mchid: fc.constantFrom('19', '20'),
  openid: fc.constantFrom('o1', 'o2'),
  transactionId: fc.constantFrom(null, null, 'T1'),
});

const differences = fc.oneof(
  fc.constant({}),
  fc.record<Partial<PaymentStatement>>(
    {
      outTradeNo: fc.constantFrom('Y1', 'Y2'),
      tradeState: fc.constantFrom('refunded', 'unpaid', 'closed', 'other'),
      amountFen: fc.constantFrom(null, -1, 0.5, 1, 100),
      currency: fc.constantFrom('USD', null),
      appid: fc.constantFrom(null, 'wx1', 'wx2'),
      mchid: fc.constantFrom('19', '20'),
      openid: fc.constantFrom(null, 'o1', 'o2'),
      transactionId: fc.constantFrom(null, 'T2'),
      successAtMs: fc.constant(null),
    },
    { requiredKeys: [] },
  ),
);

/** An order, and a statement that is about it, or nearly so. */
const encounters = fc.tuple(order, differences).map(([order, changes]) => {
  const { state: _, transactionId, ...told } = order;
  const agreed = { ...told, transactionId: transactionId ?? 'T1' };
  return { order, statement: sampleStatement({ ...agreed, ...changes }) };
});

const isSame = (order: JudgedOrder, expected: JudgedOrder) =>
  Object.entries(expected).every(([field, value]) => order[field as keyof JudgedOrder] === value);

describe('expectPayment', () => {
  it('describes the order that a statement pays', () => {
    const { state, outTradeNo, amountFen, appid, mchid, openid, transactionId } = sampleOrder();
    const order = { state, outTradeNo, amountFen, appid, mchid, openid, transactionId };
    const change = decidePayment(sampleOrder(), sampleStatement(), 7);
    expect(expectPayment(sampleStatement(), 7)).toEqual({ order, change });
  });

  it('I03 decides for whatever order is as expected what is decided when it was read', () => {
    let met = 0;
    fc.assert(
      fc.property(encounters, ({ order, statement }) => {
        const expected = expectPayment(statement, 9);
        if (expected === null || !isSame(order, expected.order)) return;
        met += 1;
        for (const policy of ['accept', 'refund'] as const) {
          expect(decidePayment(order, statement, 9, policy)).toEqual(expected.change);
        }
      }),
      { numRuns: 2_000 },
    );
    expect(met).toBeGreaterThan(100);
  });

  it('expects every payable order that would simply be paid', () => {
    let met = 0;
    fc.assert(
      fc.property(encounters, ({ order, statement }) => {
        const decision = decidePayment(order, statement, 9);
        const isFirstWord = order.state === 'payable' && order.transactionId === null;
        if (!isFirstWord || decision.kind !== 'change' || decision.to !== 'paid') return;
        met += 1;
        expect(expectPayment(statement, 9)).toEqual({ order, change: decision });
      }),
      { numRuns: 2_000 },
    );
    expect(met).toBeGreaterThan(100);
  });

  it.each([
    { amountFen: null },
    { amountFen: -1 },
    { appid: null },
    { openid: null },
    { transactionId: null },
    { currency: 'USD' },
    { tradeState: 'closed' },
    { tradeState: 'unpaid' },
  ] as const)('expects nothing of a statement with %j', (changes) => {
    expect(expectPayment(sampleStatement(changes), 0)).toBeNull();
  });
});
