import { drawFaultPlan, type FaultId } from './faults.ts';
import { createKeyedRandom } from './keyed-random.ts';
import { type Run, runWorld } from './run-world.ts';
import { beginWorkload } from './workload/begin-workload.ts';

/** What is changed of the run that a seed stands for. */
export interface SeedChanges {
  /** When given, only these faults strike. */
  readonly only?: ReadonlySet<FaultId>;
  /** These actors do not appear. */
  readonly leaveOut?: ReadonlySet<string>;
  /** Keeps the trace for a story. Default false. */
  readonly keepTrace?: boolean;
  /** Judges safety after every commit of the storm. Default: in one seed of four. */
  readonly closely?: boolean;
}

/** The share of seeds in which safety is judged after every commit. */
const CLOSELY = 0.25;
const MINUTE_MS = 60_000;
/** For how long faults strike. */
const STORM_MS = 50 * MINUTE_MS;
/** A late notification travels for a day, and a refund may take its time. */
const CALM_MS = 3 * 24 * 60 * MINUTE_MS;

/** Runs what a seed stands for; everything about it is drawn from the seed. */
export function runSeed(seed: number, changes: SeedChanges = {}): Promise<Run> {
  const random = createKeyedRandom(seed);
  return runWorld({
    random,
    faults: drawFaultPlan(random, changes.only ?? null),
    servers: random.between('servers', 1, 2),
    latePayment: random.pick('late payment', ['accept', 'refund'] as const),
    keepTrace: changes.keepTrace ?? false,
    closely: changes.closely ?? random.chance('judged closely', CLOSELY),
    crashAt: null,
    stormMs: STORM_MS,
    calmMs: CALM_MS,
    begin: (world) => beginWorkload(world, changes.leaveOut),
  });
}
