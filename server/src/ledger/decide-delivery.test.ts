import { describe, expect, it } from 'vitest';
import { decideDelivery } from './decide-delivery.ts';
import type { WebhookAnswer } from './webhook.ts';

const NOW_MS = Date.UTC(2026, 10, 23);
const SECOND_MS = 1_000;
const HOUR_MS = 3_600 * SECOND_MS;

function decide(
  status: number | null,
  changes: Partial<WebhookAnswer> = {},
  tries = 1,
  chance = 0,
) {
  const failure = status === null ? 'timeout' : null;
  const answer = { status, failure, answer: '', retryAfter: null, ...changes } as const;
  return decideDelivery(answer, { tries, nowMs: NOW_MS, chance });
}

describe('decideDelivery', () => {
  it('takes any 2xx for a delivery, whatever it says besides', () => {
    for (const status of [200, 204, 299]) expect(decide(status)).toEqual({ kind: 'delivered' });
    expect(decide(200, { retryAfter: '60' })).toEqual({ kind: 'delivered' });
  });

  it('tries ten times: at once, then after 5 s, 5 m, 30 m, 2, 5, 10, 14, 20 and 24 h', () => {
    const waits = Array.from({ length: 10 }, (_, index) => {
      const decision = decide(500, {}, index + 1);
      return decision.kind === 'again' ? (decision.atMs - NOW_MS) / SECOND_MS : decision;
    });
    expect(waits).toEqual([
      5,
      300,
      1_800,
      ...[2, 5, 10, 14, 20, 24].map((hours) => hours * 3_600),
      { kind: 'exhausted', gone: false },
    ]);
  });

  it('fails on redirects, refusals and silence alike', () => {
    for (const status of [301, 307, 400, 404, 429, 503, null]) {
      expect(decide(status)).toEqual({ kind: 'again', atMs: NOW_MS + 5 * SECOND_MS });
    }
  });

  it('ends the endpoint at 410', () => {
    expect(decide(410)).toEqual({ kind: 'exhausted', gone: true });
  });

  it('adds up to a tenth by chance', () => {
    expect(decide(500, {}, 3, 0.5)).toEqual({ kind: 'again', atMs: NOW_MS + 1_890 * SECOND_MS });
  });

  it('waits as long as Retry-After says, never less than the schedule, a day at most', () => {
    const waited = (retryAfter: string, tries = 1) => {
      const decision = decide(429, { retryAfter }, tries);
      return decision.kind === 'again' ? decision.atMs - NOW_MS : decision.kind;
    };
    expect(waited('120')).toBe(120 * SECOND_MS);
    expect(waited('1')).toBe(5 * SECOND_MS);
    expect(waited('60', 2)).toBe(300 * SECOND_MS);
    expect(waited('999999999')).toBe(24 * HOUR_MS);
    expect(waited('Mon, 23 Nov 2026 00:10:00 GMT')).toBe(600 * SECOND_MS);
    expect(waited('Sun, 22 Nov 2026 00:10:00 GMT')).toBe(5 * SECOND_MS);
    for (const nonsense of ['soon', '-5', '', '1e9']) {
      expect(waited(nonsense)).toBe(5 * SECOND_MS);
    }
    expect(waited('60', 10)).toBe('exhausted');
  });
});
