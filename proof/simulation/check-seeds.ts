import type { SeedReport } from './check-seed.ts';
import { describeRun, type RunOrigin } from './describe-run.ts';
import { addFigures, type Figures, noFigures } from './figures.ts';
import { employPool } from './work-pool.ts';

/** Which seeds, and for how long. */
export interface SeedsWanted {
  readonly first: number;
  /** How many at most. */
  readonly count: number;
  /** Begins no further seed after this time, in seconds; null: no limit. */
  readonly seconds: number | null;
  readonly processes: number;
  onReport?(report: SeedReport, done: number): void;
}

/** What came of all of them. */
export interface SeedsReport {
  readonly origin: RunOrigin;
  /** The first seed; the others follow it. */
  readonly first: number;
  readonly figures: Figures;
  readonly failed: readonly SeedReport[];
  readonly seconds: number;
}

/** Checks seeds on several processes. */
export async function checkSeeds(wanted: SeedsWanted): Promise<SeedsReport> {
  const origin = describeRun();
  const startedMs = performance.now();
  const elapsed = () => (performance.now() - startedMs) / 1_000;
  const failed: SeedReport[] = [];
  let figures = noFigures();
  let begun = 0;

  function next() {
    if (begun >= wanted.count) return null;
    if (wanted.seconds !== null && elapsed() >= wanted.seconds) return null;
    begun += 1;
    return { kind: 'seed', seed: wanted.first + begun - 1 } as const;
  }
  await employPool<SeedReport>(wanted.processes, next, (report) => {
    figures = addFigures(figures, report.figures);
    if (report.violations.length > 0) failed.push(report);
    wanted.onReport?.(report, figures.runs);
  });
  return {
    origin,
    first: wanted.first,
    figures,
    failed: failed.sort((a, b) => a.seed - b.seed),
    seconds: elapsed(),
  };
}
