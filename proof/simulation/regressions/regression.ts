import { type FaultKind, type FaultPlan, noFaults } from '../faults.ts';
import type { Plan } from '../run-world.ts';
import { START_MS } from '../world.ts';

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

/** Strikes where `isStruck` says so, by the minutes since the run began; wherever else nothing goes wrong. */
export function strikeWhere(
  nowMs: () => number,
  isStruck: (kind: FaultKind, place: string, minutes: number) => boolean,
): FaultPlan {
  const struck: string[] = [];
  let isStopped = false;
  return Object.freeze<FaultPlan>({
    strengths: noFaults(),
    strikes(kind, place) {
      if (isStopped || !isStruck(kind, place, (nowMs() - START_MS) / 60_000)) return false;
      struck.push(`${kind} ${place}`);
      return true;
    },
    struck: () => struck,
    stop() {
      isStopped = true;
    },
  });
}
