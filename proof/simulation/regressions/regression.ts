import { type FaultKind, type FaultPlan, noFaults } from '../faults.ts';
import type { KeyedRandom } from '../keyed-random.ts';
import type { Plan } from '../run-world.ts';
import { START_MS, type World } from '../world.ts';

const MINUTE_MS = 60_000;

/**
 * What the simulation once found, as a world of its own: the seed that found it stands for another run as soon as the
 * workload changes, this does not.
 */
export interface Regression {
  /** What was broken, in a sentence. */
  readonly name: string;
  /** The promise that it broke, e.g. `I08`. */
  readonly broke: string;
  /** The seed, and when it was found. */
  readonly foundBy: string;
  plan(): Plan;
}

/** What makes one regression different from another. */
export interface Staging {
  /** Also picks what a payer does, where that matters. */
  readonly random: KeyedRandom;
  /** What goes wrong, by the minutes since the run began; wherever else nothing does. */
  isStruck(kind: FaultKind, place: string, minutes: number): boolean;
  /** Default `accept`. */
  readonly latePayment?: 'accept' | 'refund';
  /** For how long faults strike. Default 60. */
  readonly stormMinutes?: number;
  /** They strike on when everything is to come right. Default false. */
  readonly isEndless?: boolean;
  /** What everybody does. */
  play(world: World): readonly Promise<unknown>[];
}

/** One server in a world where all goes well but what is named, with two days almost to come right. */
export function stage({ random, isStruck, play, ...rest }: Staging): Plan {
  const { latePayment = 'accept', stormMinutes = 60, isEndless = false } = rest;
  let world: World | null = null;
  const faults = strikeWhere(() => world?.scheduler.nowMs() ?? 0, isStruck);
  return {
    random,
    faults: isEndless ? { ...faults, stop() {} } : faults,
    servers: 1,
    latePayment,
    keepTrace: false,
    closely: true,
    crashAt: null,
    stormMs: stormMinutes * MINUTE_MS,
    calmMs: 40 * 60 * MINUTE_MS,
    begin(begun) {
      world = begun;
      for (const act of play(begun)) {
        act.catch((error: unknown) => begun.journal.mistakes.push(String(error)));
      }
    },
  };
}

/** Strikes where `isStruck` says so, by the minutes since the run began; wherever else nothing goes wrong. */
function strikeWhere(
  nowMs: () => number,
  isStruck: (kind: FaultKind, place: string, minutes: number) => boolean,
): FaultPlan {
  const struck: string[] = [];
  let isStopped = false;
  return Object.freeze<FaultPlan>({
    strengths: noFaults(),
    strikes(kind, place) {
      if (isStopped || !isStruck(kind, place, (nowMs() - START_MS) / MINUTE_MS)) return false;
      struck.push(`${kind} ${place}`);
      return true;
    },
    struck: () => struck,
    stop() {
      isStopped = true;
    },
  });
}
