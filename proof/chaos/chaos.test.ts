import { expect, test } from 'vitest';
import { findPostgresPrograms } from './postgres-programs.ts';
import { renderReport } from './render-report.ts';
import { reportOn } from './report.ts';
import { runScenario } from './run-scenario.ts';
import { everything } from './scenarios.ts';

test('I10 two real servers and their database die while payers buy: every promise is kept, to the fen', async () => {
  const programs = await findPostgresPrograms();
  const options = { programs, seed: 1, seconds: 4, ratePerSecond: 10 };
  const report = reportOn(everything, 1, await runScenario(everything, options));
  expect(report.violations).toEqual([]);
  expect(report).toMatchObject({ fenLost: 0, fenCreated: 0, acknowledgedButLost: 0 });
  expect(report.payments).toBeGreaterThan(10);
  expect(report.counts['kills of servers']).toBeGreaterThan(0);
}, 240_000);

test('the verdict is not sound when a promise is broken, or when the control lost nothing', async () => {
  const quiet = { scenario: 'everything', violations: [], unseen: [], counts: {} };
  const rate = { ratePerSecond: 1, begunPerSecond: 1, acknowledgedButLost: 0 };
  const figures = {
    ...rate,
    seed: 1,
    seconds: 1,
    orders: 1,
    payments: 1,
    refunds: 0,
    notifications: 1,
  };
  const money = { fenLost: 0, fenCreated: 0, longestUnpaidMs: 0, doubleRefunds: 0 };
  const sound = { ...quiet, ...figures, ...money };
  expect(renderReport([sound]).isSound).toBe(true);
  expect(renderReport([{ ...sound, scenario: 'asynchronous control' }]).isSound).toBe(false);
  const blind = renderReport([{ ...sound, unseen: ['kills of servers'] }]);
  expect(blind.text).toContain('never seen: kills of servers');
  expect(blind.isSound).toBe(false);
  const unexplained = renderReport([{ ...sound, counts: { 'answers 500': 3 } }]);
  expect(unexplained.text).toContain('3 answers of 500');
  expect(unexplained.isSound).toBe(false);
  const violation = { id: 'I10', what: 'a notification was lost', orderId: null };
  const broken = renderReport([{ ...sound, violations: [violation] }]);
  expect(broken.isSound).toBe(false);
  expect(broken.text).toContain('first I10: a notification was lost');
});
