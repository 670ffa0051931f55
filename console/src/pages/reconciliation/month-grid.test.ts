import { expect, test } from 'vitest';
import { addMonths, monthGrid } from './month-grid.ts';

test('a month stands in whole weeks from Monday on', () => {
  const grid = monthGrid('2026-11');
  expect(grid[0]).toEqual([null, null, null, null, null, null, '2026-11-01']);
  expect(grid).toHaveLength(6);
  expect(grid.at(-1)).toEqual(['2026-11-30', null, null, null, null, null, null]);
});

test('every month of ten years has each of its days once', () => {
  for (let month = '2020-01'; month < '2030-01'; month = addMonths(month, 1)) {
    const days = monthGrid(month)
      .flat()
      .filter((day) => day !== null);
    expect(days).toEqual([...new Set(days)].sort());
    expect(days.length).toBe(
      new Date(Number(month.slice(0, 4)), Number(month.slice(5)), 0).getDate(),
    );
    expect(monthGrid(month).every((week) => week.length === 7 && week.some(Boolean))).toBe(true);
  }
});

test('months are counted over the turn of the year', () => {
  expect(addMonths('2026-12', 1)).toBe('2027-01');
  expect(addMonths('2026-01', -1)).toBe('2025-12');
});
