import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sampleOrder } from '../testing/sample-order.ts';
import { nextPollAtMs, POLL_LIMIT_MS } from './poll-slots.ts';

const minuteMs = 60_000;

describe('nextPollAtMs', () => {
  it('asks 10 s, 30 s, 1, 2, 4, 8 and 15 min after prepay, at expiry, 10 and 30 min later, then every 30 min', () => {
    const order = sampleOrder({ prepaidAtMs: 0, expiresAtMs: 20 * minuteMs });
    const asked: number[] = [];
    for (let nowMs = 0; asked.length < 10; ) {
      nowMs = nextPollAtMs(order, nowMs) ?? Number.NaN;
      asked.push(nowMs / 1_000);
    }
    expect(asked).toEqual([10, 30, 60, 120, 240, 480, 900, 1_200, 1_800, 3_000]);
  });

  it('counts the slots anew when the prepay is renewed', () => {
    const order = sampleOrder({ prepaidAtMs: 120 * minuteMs, expiresAtMs: 600 * minuteMs });
    expect(nextPollAtMs(order, 120 * minuteMs)).toBe(120 * minuteMs + 10_000);
  });

  it('leaves an order that WeChat does not know alone until it expires', () => {
    const created = sampleOrder({ state: 'created' });
    expect(nextPollAtMs(created, 0)).toBe(30 * minuteMs);
    expect(nextPollAtMs(created, 30 * minuteMs)).toBe(40 * minuteMs);
    expect(nextPollAtMs(created, 40 * minuteMs)).toBe(60 * minuteMs);
    expect(nextPollAtMs(created, 60 * minuteMs)).toBe(90 * minuteMs);
  });

  it('tries a stuck close again at growing distances', () => {
    const closing = (pollCount: number) => sampleOrder({ state: 'closing', pollCount });
    expect([0, 1, 2, 20].map((count) => nextPollAtMs(closing(count), 0))).toEqual([
      10_000,
      30_000,
      60_000,
      30 * minuteMs,
    ]);
  });

  it.each(['paid', 'refunding', 'disputed'] as const)('asks nothing more once %s', (state) => {
    expect(nextPollAtMs(sampleOrder({ state }), 0)).toBeNull();
  });

  it('lies in the future, and never more than 7 days after the order', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('created', 'payable', 'closing', 'closed'),
        fc.integer({ min: 0, max: 2 * POLL_LIMIT_MS }),
        fc.nat(30),
        (state, nowMs, pollCount) => {
          const due = nextPollAtMs(sampleOrder({ state, pollCount }), nowMs);
          if (due === null) {
            expect(nowMs + 30 * minuteMs).toBeGreaterThan(POLL_LIMIT_MS);
            return;
          }
          expect(due).toBeGreaterThan(nowMs);
          expect(due).toBeLessThanOrEqual(POLL_LIMIT_MS);
        },
      ),
    );
  });
});
