import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sampleRefund, sampleRefundStatement } from '../testing/sample-refund.ts';
import { adviseRefund } from './advise-refund.ts';
import { decideRefund } from './decide-refund.ts';
import type { Refund, RefundState, RefundStatement } from './refund.ts';
import { REFUND_TRANSITIONS } from './refund-transitions.ts';

const states: readonly RefundState[] = [
  'awaiting-approval',
  'requested',
  'processing',
  'succeeded',
  'closed',
  'abnormal',
  'disputed',
];
const statuses = ['processing', 'succeeded', 'closed', 'abnormal', 'other'] as const;

/** Follows a statement, as a store would. */
function follow(refund: Refund, statement: RefundStatement): Refund {
  const decision = decideRefund(refund, statement, 0);
  return decision.kind === 'change' ? { ...refund, ...decision.patch } : refund;
}

describe('decideRefund', () => {
  it.each([
    ['requested', 'processing', 'accept', 'processing'],
    ['requested', 'succeeded', 'succeed', 'succeeded'],
    ['requested', 'closed', 'close', 'closed'],
    ['requested', 'abnormal', 'fail', 'abnormal'],
    ['processing', 'succeeded', 'succeed', 'succeeded'],
    ['processing', 'closed', 'close', 'closed'],
    ['processing', 'abnormal', 'fail', 'abnormal'],
    ['abnormal', 'succeeded', 'succeed', 'succeeded'],
    ['abnormal', 'closed', 'close', 'closed'],
  ] as const)(
    'takes a refund that is %s and said to be %s by %s to %s',
    (state, status, event, to) => {
      const refund = sampleRefund({ state });
      const decision = decideRefund(refund, sampleRefundStatement(refund, { status }), 0);
      expect(decision).toMatchObject({ kind: 'change', event, to, disagreements: [] });
    },
  );

  it('writes down WeChat’s number, its times and where the money went', () => {
    const refund = sampleRefund({ state: 'processing' });
    const after = follow(refund, sampleRefundStatement(refund));
    expect(after).toMatchObject({
      refundId: '50R0000000001',
      acceptedAtMs: 120_000,
      succeededAtMs: 720_000,
      receivedBy: '支付用户零钱',
      problem: null,
    });
  });

  it.each([
    ['outRefundNo', { outRefundNo: 'R9' }],
    ['outTradeNo', { outTradeNo: 'Y9' }],
    ['transactionId', { transactionId: '429' }],
    ['refundId', { refundId: '509' }],
    ['amountFen', { amountFen: 99 }],
    ['totalFen', { totalFen: 99 }],
  ] as const)('disputes a statement that disagrees in %s', (field, changes) => {
    const refund = sampleRefund({ state: 'processing', refundId: '50R0000000001' });
    const decision = decideRefund(refund, sampleRefundStatement(refund, changes), 0);
    expect(decision).toMatchObject({ to: 'disputed', disagreements: [field] });
  });

  it('disputes money that went back for a refund nobody has approved', () => {
    const refund = sampleRefund({ state: 'awaiting-approval' });
    const decision = decideRefund(refund, sampleRefundStatement(refund), 0);
    expect(decision).toMatchObject({ to: 'disputed', disagreements: ['neverSent'] });
  });

  it.each([
    ['succeeded', 'processing', 'known'],
    ['succeeded', 'abnormal', 'known'],
    ['succeeded', 'succeeded', 'known'],
    ['succeeded', 'closed', 'contradiction'],
    ['closed', 'processing', 'known'],
    ['closed', 'closed', 'known'],
    ['closed', 'succeeded', 'contradiction'],
  ] as const)('leaves a refund that is %s when it is said to be %s: %s', (state, status, why) => {
    const refund = sampleRefund({ state, refundId: '50R0000000001' });
    expect(decideRefund(refund, sampleRefundStatement(refund, { status }), 0)).toEqual({
      kind: 'unchanged',
      why,
    });
  });

  it('finds a contradiction in any word but “closed” about what WeChat was never to know of', () => {
    const refund = sampleRefund({ state: 'closed' });
    const statement = sampleRefundStatement(refund, { status: 'processing' });
    expect(decideRefund(refund, statement, 0)).toMatchObject({ why: 'contradiction' });
  });

  it('I11 ends the same whatever the order and number of WeChat’s statements', () => {
    const ends = fc.constantFrom('succeeded' as const, 'closed' as const);
    const noise = fc.array(fc.constantFrom('processing' as const, 'abnormal' as const));
    fc.assert(
      fc.property(ends, noise, noise, (end, before, after) => {
        const refund = sampleRefund();
        const said = [...before, end, ...after, end].map((status) =>
          sampleRefundStatement(refund, { status }),
        );
        expect(said.reduce(follow, refund).state).toBe(end);
      }),
    );
  });

  it('I12 takes arrows of the table only, and nothing the second time', () => {
    const statement = fc.record({
      status: fc.constantFrom(...statuses),
      amountFen: fc.constantFrom(100, 101),
    });
    fc.assert(
      fc.property(fc.constantFrom(...states), statement, (state, changes) => {
        const refund = sampleRefund({ state });
        const said = sampleRefundStatement(refund, changes);
        const decision = decideRefund(refund, said, 0);
        if (decision.kind === 'unchanged') return;
        expect(REFUND_TRANSITIONS).toContainEqual([state, decision.event, decision.to]);
        const after = { ...refund, ...decision.patch };
        expect(after.state).toBe(decision.to);
        expect(decideRefund(after, said, 0).kind).toBe('unchanged');
      }),
    );
  });
});

describe('adviseRefund', () => {
  it('says in both languages what to do about every state that waits for a person, and nothing else', () => {
    for (const state of states) {
      const advice = adviseRefund({ state, problem: null });
      const waits = state === 'awaiting-approval' || state === 'abnormal' || state === 'disputed';
      expect(advice !== null).toBe(waits);
    }
    for (const problem of ['NOT_ENOUGH', 'NO_AUTH', 'FREQUENCY_LIMITED']) {
      const advice = adviseRefund({ state: 'requested', problem });
      expect(advice?.zh).toMatch(/[\u4e00-\u9fff]/);
      expect(advice?.en).toMatch(/^[ -~]+$/);
    }
  });
});
