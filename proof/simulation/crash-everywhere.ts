import type { Violation } from '../invariants/judge.ts';
import type { CrashPhase, CrashPoint } from './crash-points.ts';
import { runWorld } from './run-world.ts';
import type { Scenario } from './scenarios.ts';

/** A crash that broke something. */
export interface FatalCrash {
  readonly scenario: string;
  readonly point: CrashPoint;
  readonly label: string;
  readonly violations: readonly Violation[];
}

/** What came of crashing a scenario at every point. */
export interface CrashReport {
  readonly scenario: string;
  /** Every point that exists: four for each call of a port that did something. */
  readonly points: number;
  readonly fatal: readonly FatalCrash[];
}

const PHASES: readonly CrashPhase[] = [
  'before',
  'after-effect',
  'doubt-not-applied',
  'doubt-applied',
];

/**
 * Runs a scenario once to count its calls of ports, then once for every place where a process can die: before the
 * call, and after its effect but before its answer; and once for every place where it lives on and does not learn what
 * became of a call, which had its effect or had not. Calls that change nothing are passed over: to die there is to die
 * before the next call.
 */
export async function crashEverywhere(scenario: Scenario): Promise<CrashReport> {
  const whole = await runWorld({ ...scenario.plan(), crashAt: null });
  const fatal: FatalCrash[] = [];
  const report = (point: CrashPoint, label: string, violations: readonly Violation[]) =>
    void fatal.push({ scenario: scenario.name, point, label, violations });
  if (whole.violations.length > 0) {
    report({ call: 0, phase: 'before' }, 'without a crash', whole.violations);
  }
  const calls = whole.calls.map((call, index) => ({ ...call, number: index + 1 }));
  const points = calls
    .filter(({ isIdle }) => !isIdle)
    .flatMap(({ number, label }) =>
      PHASES.map((phase) => ({ point: { call: number, phase }, label })),
    );
  for (const { point, label } of points) {
    const { violations } = await runWorld({ ...scenario.plan(), crashAt: point });
    if (violations.length > 0) report(point, label, violations);
  }
  return { scenario: scenario.name, points: points.length, fatal };
}
