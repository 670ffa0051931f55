import type { FaultId } from './faults.ts';
import { runSeed, type SeedChanges } from './run-seed.ts';
import { castOf } from './workload/begin-workload.ts';

/** The shortest form of a failing run that was found. */
export interface Shrunk {
  readonly seed: number;
  /** The invariant that is still broken. */
  readonly id: string;
  readonly only: readonly FaultId[];
  readonly leaveOut: readonly string[];
}

/**
 * Takes away actors and faults as long as the same invariant stays broken.
 *
 * @param budget How many runs it may take. Default 200.
 */
export async function shrink(seed: number, id: string, budget = 200): Promise<Shrunk> {
  let runs = 0;
  let leaveOut: readonly string[] = [];
  let only: readonly FaultId[] = (await runSeed(seed)).struck;

  async function isStillBroken(changes: SeedChanges): Promise<boolean> {
    runs += 1;
    const { violations } = await runSeed(seed, changes);
    return violations.some((violation) => violation.id === id);
  }

  for (const who of castOf(seed)) {
    const fewer = [...leaveOut, who];
    const changes = { leaveOut: new Set(fewer), only: new Set(only) };
    if (runs < budget && (await isStillBroken(changes))) leaveOut = fewer;
  }
  // Halves first, then smaller pieces, down to single faults.
  for (
    let size = Math.ceil(only.length / 2);
    size >= 1;
    size = size === 1 ? 0 : Math.ceil(size / 2)
  ) {
    for (let from = 0; from < only.length && runs < budget; ) {
      const fewer = [...only.slice(0, from), ...only.slice(from + size)];
      const changes = { leaveOut: new Set(leaveOut), only: new Set(fewer) };
      if (await isStillBroken(changes)) only = fewer;
      else from += size;
    }
  }
  return { seed, id, only, leaveOut };
}
