import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sampleOrder, sampleStatement } from '../testing/sample-order.ts';
import { decidePayment } from './decide-payment.ts';
import type { Order, OrderState, PaymentStatement } from './order.ts';
import { ORDER_TRANSITIONS } from './order-transitions.ts';

const states: readonly OrderState[] = [
  'created',
  'payable',
  'paid',
  'closing',
  'closed',
  'refunding',
  'disputed',
];

describe('decidePayment', () => {
  it('makes an open order paid when everything agrees', () => {
    expect(decidePayment(sampleOrder(), sampleStatement(), 99)).toMatchObject({
      kind: 'change',
      event: 'pay',
      patch: {
        state: 'paid',
        transactionId: '4200000000000000000000000001',
        paidAtMs: 60_000,
        nextPollAtMs: null,
      },
      announce: ['order.paid'],
      late: false,
    });
  });

  it('takes a refunded transaction as proof that it was paid', () => {
    const decision = decidePayment(sampleOrder(), sampleStatement({ tradeState: 'refunded' }), 0);
    expect(decision).toMatchObject({ kind: 'change', to: 'paid' });
  });

  it.each(['closing', 'closed'] as const)('I07 accepts and announces late money (%s)', (state) => {
    const decision = decidePayment(sampleOrder({ state }), sampleStatement(), 0);
    expect(decision).toMatchObject({
      kind: 'change',
      to: 'paid',
      late: true,
      announce: ['order.paid'],
    });
  });

  it.each([
    ['closing', 'accept', 'paid', 'keep'],
    ['closed', 'accept', 'paid', 'retake'],
    ['closing', 'refund', 'refunding', 'release'],
    ['closed', 'refund', 'refunding', 'keep'],
  ] as const)(
    'I07 late money (%s, policy %s) makes the order %s, its stock: %s',
    (state, policy, to, stock) => {
      const decision = decidePayment(sampleOrder({ state }), sampleStatement(), 0, policy);
      expect(decision).toMatchObject({ kind: 'change', to, stock, late: true });
    },
  );

  it('gives back only what is late', () => {
    const decision = decidePayment(sampleOrder(), sampleStatement(), 0, 'refund');
    expect(decision).toMatchObject({ to: 'paid', late: false, stock: 'keep' });
  });

  it('I11 leaves a closed order alone whose late money has gone back', () => {
    const transactionId = '4200000000000000000000000001';
    const order = sampleOrder({ state: 'closed', transactionId, paidAtMs: 60_000 });
    for (const tradeState of ['paid', 'refunded'] as const) {
      const decision = decidePayment(order, sampleStatement({ tradeState }), 0, 'accept');
      expect(decision).toEqual({ kind: 'unchanged', why: 'duplicate' });
    }
  });

  it.each<[string, Partial<PaymentStatement>]>([
    ['amountFen', { amountFen: 12_799 }],
    ['amountFen', { amountFen: null }],
    ['currency', { currency: 'USD' }],
    ['currency', { currency: null }],
    ['appid', { appid: 'wx0000000000000002' }],
    ['mchid', { mchid: '1900000002' }],
    ['openid', { openid: 'oSomebodyElse' }],
    ['openid', { openid: null }],
    ['outTradeNo', { outTradeNo: 'Y0000000002' }],
    ['transactionId', { transactionId: null }],
  ])('I03 disputes an order when the statement disagrees in %s', (name, changes) => {
    for (const state of ['created', 'payable', 'paid', 'closing', 'closed'] as const) {
      const decision = decidePayment(sampleOrder({ state }), sampleStatement(changes), 0);
      expect(decision).toMatchObject({
        kind: 'disputed',
        to: 'disputed',
        disagreements: [name],
        announce: ['order.disputed'],
      });
    }
  });

  it('I04 disputes a paid order when another transaction says it paid too', () => {
    const paid = sampleOrder({ state: 'paid', transactionId: '4200000000000000000000000009' });
    expect(decidePayment(paid, sampleStatement(), 0)).toMatchObject({
      kind: 'disputed',
      disagreements: ['transactionId'],
    });
  });

  it('frees the stock when WeChat says closed, and only then', () => {
    expect(
      decidePayment(sampleOrder(), sampleStatement({ tradeState: 'closed' }), 0),
    ).toMatchObject({ kind: 'change', to: 'closed', stock: 'release' });
    expect(decidePayment(sampleOrder(), sampleStatement(), 0)).toMatchObject({
      stock: 'keep',
    });
  });

  it('lets nothing but a person out of disputed', () => {
    const disputed = sampleOrder({ state: 'disputed' });
    for (const tradeState of ['paid', 'refunded', 'closed', 'unpaid', 'other'] as const) {
      expect(decidePayment(disputed, sampleStatement({ tradeState }), 0).kind).toBe('unchanged');
    }
  });

  it('I12 takes only arrows of the published table', () => {
    fc.assert(
      fc.property(fc.constantFrom(...states), statements(), (state, statement) => {
        const order = sampleOrder({
          state,
          transactionId: state === 'paid' ? '4200000000000000000000000001' : null,
        });
        const decision = decidePayment(order, statement, 0);
        if (decision.kind === 'unchanged') return;
        expect(ORDER_TRANSITIONS).toContainEqual([state, decision.event, decision.to]);
        expect(decision.patch.state).toBe(decision.to);
      }),
    );
  });

  it('I11 ends in the same state whatever the order and number of the statements', () => {
    const start = fc.constantFrom<OrderState>('created', 'payable', 'closing', 'closed');
    fc.assert(
      fc.property(
        start,
        fc.array(statements(), { minLength: 1, maxLength: 6 }),
        fc.infiniteStream(fc.nat()),
        (state, said, randoms) => {
          const shuffled = [...said, ...said]
            .map((statement) => ({ statement, rank: randoms.next().value ?? 0 }))
            .sort((a, b) => a.rank - b.rank)
            .map(({ statement }) => statement);
          const straight = follow(sampleOrder({ state }), said);
          const mixed = follow(sampleOrder({ state }), shuffled);
          expect(mixed.order.state).toBe(straight.order.state);
          expect(mixed.announced['order.paid'] ?? 0).toBeLessThanOrEqual(1);
          if (straight.order.state === 'paid') {
            expect(mixed.order.transactionId).toBe(straight.order.transactionId);
            expect(mixed.announced['order.paid']).toBe(1);
          }
        },
      ),
      { numRuns: 2_000 },
    );
  });
});

function statements(): fc.Arbitrary<PaymentStatement> {
  return fc
    .record({
      tradeState: fc.constantFrom<PaymentStatement['tradeState']>(
        'paid',
        'paid',
        'refunded',
        'unpaid',
        'closed',
        'other',
      ),
      source: fc.constantFrom<PaymentStatement['source']>('notification', 'query'),
      amountFen: fc.constantFrom(12_800, 12_800, 12_800, 1),
      transactionId: fc.constantFrom(
        '4200000000000000000000000001',
        '4200000000000000000000000001',
        '4200000000000000000000000002',
      ),
    })
    .map((changes) => sampleStatement(changes));
}

function follow(start: Order, said: readonly PaymentStatement[]) {
  let order = start;
  const announced: Record<string, number> = {};
  for (const statement of said) {
    const decision = decidePayment(order, statement, 0);
    if (decision.kind === 'unchanged') continue;
    order = { ...order, ...decision.patch };
    for (const type of decision.announce) announced[type] = (announced[type] ?? 0) + 1;
  }
  return { order, announced };
}
