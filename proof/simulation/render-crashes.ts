import { cpus } from 'node:os';
import type { FatalCrash } from './crash-everywhere.ts';

/** What came of crashing all scenarios. */
export interface CrashesReport {
  readonly scenarios: number;
  readonly points: number;
  readonly fatal: readonly FatalCrash[];
  readonly seconds: number;
}

/** The figures of it, for people and for the page. */
export function renderCrashes({ scenarios, points, fatal, seconds }: CrashesReport): string {
  const made = `Node ${process.versions.node}, ${cpus().length} × ${cpus()[0]?.model ?? 'unknown processor'}, ${new Date().toISOString().slice(0, 10)}.`;
  const counts = `${scenarios} scenarios, ${points.toLocaleString('en')} points, all of them covered, in ${Math.round(seconds)} s`;
  const verdict = fatal.length === 0 ? 'none broke a promise' : `${fatal.length} broke a promise`;
  const details = fatal.flatMap(({ scenario, point, label, violations }) => [
    `- ${scenario}, call ${point.call} ${point.phase} ${label}:`,
    ...violations.map(({ id, what }) => `  ${id} ${what}`),
  ]);
  return [`${made} ${counts}: ${verdict}.`, ...details].join('\n');
}
