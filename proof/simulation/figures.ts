import type { FaultKind } from './faults.ts';
import { SOMETIMES, type Sometimes } from './reach.ts';
import type { Run, RunFigures } from './run-world.ts';

/** What many runs add up to; plain values, so that processes can send it to each other. */
export interface Figures extends RunFigures {
  readonly runs: number;
  /** Runs that gave another hash the second time. */
  readonly hashMismatches: number;
  readonly faults: Readonly<Partial<Record<FaultKind, number>>>;
  /** In how many runs each of them happened. */
  readonly reached: Readonly<Record<Sometimes, number>>;
}

/** Nothing yet. */
export function noFigures(): Figures {
  return {
    runs: 0,
    hashMismatches: 0,
    faults: {},
    reached: Object.fromEntries(SOMETIMES.map((what) => [what, 0])) as Figures['reached'],
    ...emptyRun,
  };
}

const emptyRun: RunFigures = {
  simulatedMs: 0,
  steps: 0,
  portCalls: 0,
  orders: 0,
  payments: 0,
  refunds: 0,
  notifications: 0,
  fenLost: 0,
  fenCreated: 0,
  longestUnpaidMs: 0,
  doubleRefunds: 0,
};

/** The figures of one run; `again`: the hash of its repetition. */
export function figuresOf(run: Run, again: string): Figures {
  const none = noFigures();
  return {
    ...run.figures,
    runs: 1,
    hashMismatches: run.hash === again ? 0 : 1,
    faults: countBy(run.struck, (id) => id.split(' ', 1)[0] as FaultKind),
    reached: {
      ...none.reached,
      ...(Object.fromEntries(run.reached.map((what) => [what, 1])) as Figures['reached']),
    },
  };
}

/** Adds two of them up; the longest stays the longest. */
export function addFigures(a: Figures, b: Figures): Figures {
  return {
    ...(Object.fromEntries(
      (Object.keys(emptyRun) as (keyof RunFigures)[]).map((name) => [name, a[name] + b[name]]),
    ) as unknown as RunFigures),
    longestUnpaidMs: Math.max(a.longestUnpaidMs, b.longestUnpaidMs),
    runs: a.runs + b.runs,
    hashMismatches: a.hashMismatches + b.hashMismatches,
    faults: addCounts(a.faults, b.faults),
    reached: addCounts(a.reached, b.reached),
  };
}

function addCounts<T extends Readonly<Partial<Record<string, number>>>>(a: T, b: T): T {
  const names = new Set([...Object.keys(a), ...Object.keys(b)]);
  return Object.fromEntries([...names].map((name) => [name, (a[name] ?? 0) + (b[name] ?? 0)])) as T;
}

function countBy<T, K extends string>(
  items: readonly T[],
  nameOf: (item: T) => K,
): Partial<Record<K, number>> {
  const counts: Partial<Record<K, number>> = {};
  for (const item of items) {
    const name = nameOf(item);
    counts[name] = (counts[name] ?? 0) + 1;
  }
  return counts;
}
