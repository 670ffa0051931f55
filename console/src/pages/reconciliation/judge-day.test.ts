import type { Reconciliation } from '@yifen/contract';
import { expect, test } from 'vitest';
import { judgeDay } from './judge-day.ts';

const bill = (changes: Partial<Reconciliation>): Reconciliation => ({
  day: '2026-11-22',
  bill: 'trade',
  state: 'finished',
  nextRunAt: null,
  problem: null,
  finishedAt: '2026-11-23T02:00:00Z',
  billSha1: null,
  billBytes: null,
  totals: null,
  openDifferences: 0,
  ...changes,
});
const stateOf = (...bills: Partial<Reconciliation>[]) =>
  judgeDay({ day: '2026-11-22', bills: bills.map(bill) }).state;

test('a day agrees only when both bills are done and nothing is open', () => {
  expect(stateOf({}, { bill: 'fund-flow' })).toBe('agrees');
  expect(stateOf({}, { bill: 'fund-flow', state: 'waiting' })).toBe('waiting');
  expect(stateOf({}, { bill: 'fund-flow', state: 'expired' })).toBe('expired');
});

test('open differences show before everything else, and are summed', () => {
  const bills = [bill({ openDifferences: 2 }), bill({ state: 'waiting', openDifferences: 1 })];
  expect(judgeDay({ day: '2026-11-22', bills })).toEqual({ state: 'differs', openDifferences: 3 });
});

test('a bill that WeChat has not made yet is waited for; any other problem is shown as one', () => {
  expect(stateOf({ state: 'waiting', problem: 'STATEMENT_CREATING' })).toBe('waiting');
  expect(stateOf({ state: 'waiting', problem: 'TOO_MANY_DIFFERENCES' })).toBe('troubled');
});

test('a day that is not on the list has no state', () => {
  expect(judgeDay(undefined)).toEqual({ state: 'none', openDifferences: 0 });
});
