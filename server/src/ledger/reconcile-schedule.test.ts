import { describe, expect, it } from 'vitest';
import { addDays, beijingDayOf, isBeijingDay, startOfDayMs } from './beijing-day.ts';
import { firstRunAtMs, missingDays, nextRunAtMs } from './reconcile-schedule.ts';

const at = (text: string): number => Date.parse(`${text}+08:00`);

describe('a Beijing day', () => {
  it('begins and ends at midnight in Beijing, to the millisecond', () => {
    const midnight = at('2026-11-22T00:00:00');
    expect(startOfDayMs('2026-11-22')).toBe(midnight);
    expect(beijingDayOf(midnight)).toBe('2026-11-22');
    expect(beijingDayOf(midnight - 1)).toBe('2026-11-21');
    expect(beijingDayOf(at('2026-11-22T23:59:59.999'))).toBe('2026-11-22');
    expect(addDays('2024-02-28', 1)).toBe('2024-02-29');
    expect(addDays('2026-01-01', -1)).toBe('2025-12-31');
  });

  it('is one of the calendar', () => {
    expect(isBeijingDay('2026-02-28')).toBe(true);
    for (const text of ['2026-02-30', '2026-2-3', '', 'today', '2026-13-01']) {
      expect(isBeijingDay(text)).toBe(false);
    }
    expect(() => startOfDayMs('2026-02-30')).toThrow(RangeError);
  });
});

describe('missingDays', () => {
  const now = at('2026-11-23T08:00:00');

  it('begins with today, or with the day of the first order', () => {
    expect(missingDays(null, null, now)).toEqual(['2026-11-23']);
    expect(missingDays(null, at('2026-11-21T23:59:59'), now)).toEqual([
      '2026-11-21',
      '2026-11-22',
      '2026-11-23',
    ]);
  });

  it('begins a day early right after midnight: the clock may be ahead of WeChat’s', () => {
    const midnight = at('2026-11-23T00:00:00');
    expect(missingDays(null, null, midnight + 9 * 60_000)).toEqual(['2026-11-22', '2026-11-23']);
    expect(missingDays(null, null, midnight + 10 * 60_000)).toEqual(['2026-11-23']);
    expect(missingDays(null, midnight + 60_000, now)).toEqual(['2026-11-22', '2026-11-23']);
  });

  it('adds what was missed since the last day on the list, and nothing twice', () => {
    expect(missingDays('2026-11-20', null, now)).toEqual([
      '2026-11-21',
      '2026-11-22',
      '2026-11-23',
    ]);
    expect(missingDays('2026-11-23', null, now)).toEqual([]);
  });

  it('goes no further back than WeChat has bills', () => {
    const days = missingDays('2025-01-01', null, now);
    expect(days).toHaveLength(90);
    expect(days[0]).toBe('2026-08-26');
  });
});

describe('when a day is reconciled', () => {
  it('is from ten o’clock on the next, the fund-flow bill after the trade bill', () => {
    expect(firstRunAtMs('2026-11-22', 'trade')).toBe(at('2026-11-23T10:00:00'));
    expect(firstRunAtMs('2026-11-22', 'fund-flow')).toBe(at('2026-11-23T10:05:00'));
  });

  it('is again in half an hour while the bill is made, and ever later after failures', () => {
    const now = at('2026-11-23T10:00:00');
    const next = (attempts: number, problem: string) =>
      (Number(nextRunAtMs({ day: '2026-11-22', attempts }, problem, now)) - now) / 60_000;
    expect(next(7, 'STATEMENT_CREATING')).toBe(30);
    expect(next(7, 'TRADE_BILL_FIRST')).toBe(5);
    expect(next(7, 'STOPPED')).toBe(0);
    expect([1, 2, 3, 4, 5, 6, 99].map((attempts) => next(attempts, 'TIMEOUT'))).toEqual([
      1, 5, 15, 30, 60, 60, 60,
    ]);
  });

  it('is never again when WeChat does not have the bill any more', () => {
    const now = at('2026-11-23T10:00:00');
    expect(nextRunAtMs({ day: '2026-08-25', attempts: 1 }, 'TIMEOUT', now)).toBeNull();
    expect(nextRunAtMs({ day: '2026-08-26', attempts: 1 }, 'TIMEOUT', now)).not.toBeNull();
  });
});
