import { expect, test } from 'vitest';
import { checkSeed } from './check-seed.ts';
import { runSeed } from './run-seed.ts';

test('no invariant breaks in the first seeds, and every run is repeated exactly', async () => {
  for (let seed = 1; seed <= 8; seed += 1) {
    const { violations, figures } = await checkSeed(seed);
    expect(violations, `seed ${seed}`).toEqual([]);
    expect(figures.hashMismatches, `seed ${seed}`).toBe(0);
    expect([figures.fenLost, figures.fenCreated, figures.doubleRefunds]).toEqual([0, 0, 0]);
  }
}, 120_000);

test('faults that are taken away strike no more, and the others strike where they did', async () => {
  const whole = await runSeed(6);
  const kept = whole.struck.slice(0, 5);
  const part = await runSeed(6, { only: new Set(kept) });
  expect(part.struck).toEqual(kept);
});

test('an actor who is left out does not appear', async () => {
  const { trace } = await runSeed(6, { leaveOut: new Set(['payer 1']), keepTrace: true });
  const lines = trace.map(({ line }) => line);
  expect(lines).toContain('payer 2 appears');
  expect(lines).not.toContain('payer 1 appears');
});
