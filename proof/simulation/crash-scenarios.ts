import type { CrashReport } from './crash-everywhere.ts';
import { SCENARIOS } from './scenarios.ts';
import { employPool } from './work-pool.ts';

/** Crashes every scenario at every point, on several processes. */
export async function crashScenarios(
  processes: number,
  onReport: (report: CrashReport) => void,
): Promise<readonly CrashReport[]> {
  const reports: CrashReport[] = [];
  let begun = 0;
  const next = () => {
    if (begun >= SCENARIOS.length) return null;
    begun += 1;
    return { kind: 'scenario', number: begun - 1 } as const;
  };
  await employPool<CrashReport>(processes, next, (report) => {
    reports.push(report);
    onReport(report);
  });
  return reports;
}
