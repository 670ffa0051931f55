import { expect, test } from 'vitest';
import { compareTotals, shareOf } from './compare-totals.ts';
import { readRange } from './overview-range.ts';

const nowMs = Date.parse('2026-11-23T16:30:00Z');

test('today is the day in Beijing, to the end of this hour, held against the same hours of yesterday', () => {
  expect(readRange({}, nowMs)).toMatchObject({
    name: 'today',
    from: '2026-11-24T00:00:00+08:00',
    to: '2026-11-23T17:00:00.000Z',
    yesterday: { from: '2026-11-23T00:00:00+08:00', to: '2026-11-22T17:00:00.000Z' },
  });
});

test('a chosen range has its last day, and one that makes no sense is today', () => {
  const chosen = { range: 'custom', from: '2026-11-01', to: '2026-11-02' };
  expect(readRange(chosen, nowMs)).toMatchObject({
    from: '2026-11-01T00:00:00+08:00',
    to: '2026-11-03T00:00:00+08:00',
    yesterday: null,
  });
  expect(readRange({ ...chosen, to: '2026-10-01' }, nowMs).name).toBe('today');
  expect(readRange({ ...chosen, from: '2020-01-01', to: '2026-11-02' }, nowMs).fromDay).toBe(
    '2025-11-02',
  );
});

test('a change is a percentage with its sign, and nothing before is not endless growth', () => {
  expect(compareTotals(1_125, 1_000)).toEqual({ kind: 'change', isMore: true, text: '+12.5%' });
  expect(compareTotals(0, 1_000)).toEqual({ kind: 'change', isMore: false, text: '−100.0%' });
  expect(compareTotals(5, 5)).toEqual({ kind: 'same' });
  expect(compareTotals(5, 0)).toEqual({ kind: 'nothing-before' });
  expect([shareOf(1, 3), shareOf(0, 0)]).toEqual(['33.3%', null]);
});
