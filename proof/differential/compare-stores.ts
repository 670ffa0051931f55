import { createMemoryStore } from '@yifen/server';
import type { Databases } from './open-stores.ts';
import {
  type Disagreement,
  runSession,
  type Session,
  type SessionReport,
  type TakenStep,
  wholeSession,
} from './run-session.ts';
import { shrinkSession } from './shrink-session.ts';

/** Which sessions, and how long they are. */
export interface SessionsWanted {
  readonly first: number;
  readonly count: number;
  /** Steps of each. */
  readonly length: number;
  /** Begins no further session after this time, in seconds; null: no limit. */
  readonly seconds: number | null;
  onSession?(done: number): void;
}

/** What came of all of them. */
export interface ComparisonReport {
  readonly sessions: number;
  readonly calls: number;
  readonly refusals: number;
  /** How often each method was called. */
  readonly methods: Readonly<Record<string, number>>;
  /** Null: both stores said the same, always. */
  readonly failed: FailedSession | null;
  readonly seconds: number;
}

/** The shortest form of a session in which the stores disagree, and in what. */
export interface FailedSession {
  readonly session: Session;
  readonly disagreement: Disagreement;
  readonly steps: readonly TakenStep[];
}

/** Runs sessions on the store in memory and on PostgreSQL, each on fresh ones, until the first disagreement. */
export async function compareStores(
  databases: Pick<Databases, 'with'>,
  wanted: SessionsWanted,
): Promise<ComparisonReport> {
  const startedMs = performance.now();
  const elapsed = () => (performance.now() - startedMs) / 1_000;
  const run = (session: Session, onStep?: (step: TakenStep) => void): Promise<SessionReport> =>
    databases.with((store) => runSession(session, createMemoryStore(), store, onStep));
  const methods: Record<string, number> = {};
  const sums = { sessions: 0, calls: 0, refusals: 0 };
  let failed: FailedSession | null = null;

  while (sums.sessions < wanted.count && failed === null) {
    if (wanted.seconds !== null && elapsed() >= wanted.seconds) break;
    const session = wholeSession(wanted.first + sums.sessions, wanted.length);
    const report = await run(session);
    sums.sessions += 1;
    sums.calls += report.calls;
    sums.refusals += report.refusals;
    for (const [method, count] of Object.entries(report.methods)) {
      methods[method] = (methods[method] ?? 0) + count;
    }
    wanted.onSession?.(sums.sessions);
    if (report.disagreement === null) continue;
    const short = await shrinkSession(session, async (shorter) => {
      return (await run(shorter)).disagreement !== null;
    });
    const steps: TakenStep[] = [];
    const { disagreement } = await run(short, (step) => void steps.push(step));
    failed = { session: short, disagreement: disagreement ?? report.disagreement, steps };
  }
  return { ...sums, methods, failed, seconds: elapsed() };
}
