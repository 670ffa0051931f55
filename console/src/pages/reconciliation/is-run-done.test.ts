import type { Reconciliation } from '@yifen/contract';
import { expect, test } from 'vitest';
import { isRunDone } from './is-run-done.ts';

const bill = (changes: Partial<Reconciliation>): Reconciliation => ({
  day: '2026-11-22',
  bill: 'trade',
  state: 'waiting',
  nextRunAt: '2026-11-23T02:00:00Z',
  problem: null,
  finishedAt: null,
  billSha1: null,
  billBytes: null,
  totals: null,
  openDifferences: 0,
  ...changes,
});
const day = (...bills: Partial<Reconciliation>[]) => ({
  day: '2026-11-22',
  bills: bills.map(bill),
});

test('a run is over when nothing of the day is due any more', () => {
  expect(isRunDone(day({ nextRunAt: null }, { bill: 'fund-flow' }), [])).toBe(false);
  expect(isRunDone(day({ nextRunAt: null }, { bill: 'fund-flow', nextRunAt: null }), [])).toBe(
    true,
  );
  expect(isRunDone(null, [])).toBe(false);
});

test('a run is over when it came to a problem, but not to the one of the run before', () => {
  const before = [bill({ problem: 'TIMEOUT' })];
  expect(isRunDone(day({ problem: 'TIMEOUT' }), before)).toBe(false);
  expect(isRunDone(day({ problem: 'STATEMENT_CREATING' }), before)).toBe(true);
  expect(isRunDone(day({ problem: 'TIMEOUT' }), [bill({})])).toBe(true);
});
