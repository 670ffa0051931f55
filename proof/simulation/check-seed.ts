import type { Violation } from '../invariants/judge.ts';
import { type Figures, figuresOf } from './figures.ts';
import { runSeed } from './run-seed.ts';

/** What came of a seed. */
export interface SeedReport {
  readonly seed: number;
  readonly violations: readonly Violation[];
  readonly figures: Figures;
}

/** Runs a seed twice: a run that is not repeated exactly proves nothing. */
export async function checkSeed(seed: number): Promise<SeedReport> {
  const first = await runSeed(seed);
  const second = await runSeed(seed);
  return { seed, violations: first.violations, figures: figuresOf(first, second.hash) };
}
