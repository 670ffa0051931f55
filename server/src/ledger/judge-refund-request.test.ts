import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sampleOrder } from '../testing/sample-order.ts';
import { sampleRefund } from '../testing/sample-refund.ts';
import { fen } from './fen.ts';
import { judgeRefundRequest, REFUND_LIFE_MS } from './judge-refund-request.ts';
import type { Refund } from './refund.ts';
import { nextRefundPollAtMs, paceRefundMs } from './refund-poll-slots.ts';

const transactionId = '4200000000000000000000000001';
const paid = sampleOrder({ state: 'paid', transactionId, paidAtMs: 60_000 });
const minuteMs = 60_000;

function judge(
  amountFen: number,
  refunds: readonly Refund[] = [],
  { nowMs = 120_000, approvalAboveFen = null as number | null, reason = '少发一件' } = {},
) {
  return judgeRefundRequest(paid, refunds, { amountFen, reason, approvalAboveFen }, nowMs);
}

describe('judgeRefundRequest', () => {
  it('grants a part or all of what was paid and is not refunded yet', () => {
    expect(judge(12_800)).toMatchObject({ kind: 'granted', transactionId, needsApproval: false });
    const standing = [sampleRefund({ amountFen: fen(12_000) })];
    expect(judge(800, standing).kind).toBe('granted');
    expect(judge(801, standing)).toEqual({ kind: 'amount', remainingFen: 800 });
  });

  it.each([0, -1, 0.5, Number.NaN])('refuses %d fen', (amountFen) => {
    expect(judge(amountFen).kind).toBe('amount');
  });

  it('counts neither what is closed nor what was paid under another number', () => {
    const refunds = [
      sampleRefund({ state: 'closed', amountFen: fen(12_800) }),
      sampleRefund({ kind: 'surplus', transactionId: '429', amountFen: fen(12_800) }),
    ];
    expect(judge(12_800, refunds).kind).toBe('granted');
  });

  it.each(['created', 'payable', 'closing', 'closed'] as const)(
    'refuses an order that is %s',
    (state) => {
      const order = sampleOrder({ state });
      const request = { amountFen: 1, reason: 'r', approvalAboveFen: null };
      expect(judgeRefundRequest(order, [], request, 0)).toEqual({ kind: 'not-paid' });
    },
  );

  it('refuses a disputed order, a payment of more than 365 days, a 51st refund, and no or too long a reason', () => {
    const request = { amountFen: 1, reason: 'r', approvalAboveFen: null };
    const disputed = { ...paid, state: 'disputed' as const };
    expect(judgeRefundRequest(disputed, [], request, 0).kind).toBe('disputed');
    expect(judge(1, [], { nowMs: 60_000 + REFUND_LIFE_MS }).kind).toBe('granted');
    expect(judge(1, [], { nowMs: 60_001 + REFUND_LIFE_MS }).kind).toBe('too-old');
    const fifty = Array.from({ length: 50 }, () => sampleRefund({ amountFen: fen(1) }));
    expect(judge(1, fifty).kind).toBe('too-many');
    expect(judge(1, fifty.slice(1)).kind).toBe('granted');
    expect(judge(1, [], { reason: '' }).kind).toBe('reason');
    expect(judge(1, [], { reason: '退'.repeat(26) }).kind).toBe('granted');
    expect(judge(1, [], { reason: '退'.repeat(27) }).kind).toBe('reason');
  });

  it('wants a second person above the limit, in one piece or in many', () => {
    const limit = { approvalAboveFen: 1_000 };
    expect(judge(1_000, [], limit)).toMatchObject({ needsApproval: false });
    expect(judge(1_001, [], limit)).toMatchObject({ needsApproval: true });
    const pieces = [sampleRefund({ amountFen: fen(600) })];
    expect(judge(400, pieces, limit)).toMatchObject({ needsApproval: false });
    expect(judge(401, pieces, limit)).toMatchObject({ needsApproval: true });
    const approved = [sampleRefund({ amountFen: fen(5_000), approvedBy: 'user:wang' })];
    expect(judge(1_000, approved, limit)).toMatchObject({ needsApproval: false });
  });

  it('I05 never grants more in all than was paid', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -1, max: 6_000 }), { maxLength: 20 }), (wishes) => {
        const granted: Refund[] = [];
        for (const wish of wishes) {
          if (judge(wish, granted).kind === 'granted') {
            granted.push(sampleRefund({ amountFen: fen(wish) }));
          }
        }
        const sum = granted.reduce((all, { amountFen }) => all + amountFen, 0);
        expect(sum).toBeLessThanOrEqual(paid.amountFen);
      }),
    );
  });
});

describe('nextRefundPollAtMs', () => {
  it('asks every minute for five minutes, then after 5, 10, 20 and every 30 min, from the second day every 4 h', () => {
    const asked: number[] = [];
    let nowMs = 0;
    for (let pollCount = 0; pollCount < 11; pollCount += 1) {
      const refund = sampleRefund({ state: 'processing', requestedAtMs: 0, pollCount });
      nowMs = nextRefundPollAtMs(refund, nowMs) ?? Number.NaN;
      asked.push(nowMs / minuteMs);
    }
    expect(asked).toEqual([1, 2, 3, 4, 5, 10, 20, 40, 70, 100, 130]);
    const old = sampleRefund({ state: 'processing', requestedAtMs: 0, pollCount: 60 });
    expect(nextRefundPollAtMs(old, 24 * 60 * minuteMs)).toBe(28 * 60 * minuteMs);
  });

  it('goes on asking about an abnormal refund, and asks nothing about one that is final or waits for a person', () => {
    const next = (state: Refund['state'], changes: Partial<Refund> = {}) =>
      nextRefundPollAtMs(sampleRefund({ state, ...changes }), 0);
    expect(next('abnormal')).toBe(4 * 60 * minuteMs);
    for (const state of ['awaiting-approval', 'succeeded', 'closed', 'disputed'] as const) {
      expect(next(state)).toBeNull();
    }
    expect(next('closed', { problem: 'CLOSED' })).toBeNull();
  });

  it('comes back at once to a policy’s refund, or one made elsewhere, when it has ended', () => {
    for (const kind of ['late', 'console'] as const) {
      const ended = (state: Refund['state'], problem: string | null) =>
        nextRefundPollAtMs(sampleRefund({ kind, state, problem }), 7);
      expect(ended('succeeded', null)).toBe(7);
      expect(ended('closed', 'CLOSED')).toBe(7);
      expect(ended('closed', 'INVALID_REQUEST')).toBe(7);
    }
  });
});

describe('paceRefundMs', () => {
  const refund = sampleRefund({ id: 'a' });

  it('keeps a minute between two refunds of one payment', () => {
    const other = sampleRefund({ id: 'b', sentAtMs: 50_000 });
    expect(paceRefundMs(refund, [refund, other], 60_000)).toBe(110_000);
    expect(paceRefundMs(refund, [refund, other], 110_000)).toBe(110_000);
  });

  it('waits neither for itself, nor for another payment, nor for what was never sent', () => {
    const others = [
      sampleRefund({ id: 'a', sentAtMs: 59_000 }),
      sampleRefund({ id: 'b', sentAtMs: 59_000, transactionId: '429' }),
      sampleRefund({ id: 'c' }),
    ];
    expect(paceRefundMs(refund, others, 60_000)).toBe(60_000);
  });

  it('waits no longer than a minute after a clock was set back', () => {
    const other = sampleRefund({ id: 'b', sentAtMs: 9_000_000 });
    expect(paceRefundMs(refund, [other], 60_000)).toBe(120_000);
  });
});
