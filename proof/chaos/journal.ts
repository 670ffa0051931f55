import type { AttackFact, CreatedFact, ReadFact, SeenFacts } from '../invariants/facts.ts';

/** What was seen from outside during a run, to be added to by whoever sees it. */
export interface Journal {
  readonly created: CreatedFact[];
  readonly reads: ReadFact[];
  readonly refundsGranted: SeenFacts['refundsGranted'][number][];
  readonly attacks: AttackFact[];
  readonly said: SeenFacts['said'][number][];
  readonly connections: SeenFacts['connections'][number][];
  /** Lines of logs that are errors. */
  readonly errors: string[];
  /** Things worth counting that are no facts: retries, refusals, kills. */
  readonly counts: Map<string, number>;
  /** What happened, for the story of a violation. */
  readonly story: { readonly atMs: number; readonly text: string }[];
}

/** Opens an empty one. */
export function openJournal(): Journal {
  return {
    created: [],
    reads: [],
    refundsGranted: [],
    attacks: [],
    said: [],
    connections: [],
    errors: [],
    counts: new Map(),
    story: [],
  };
}

/** Counts one more of a thing. */
export function count({ counts }: Journal, name: string, by = 1): void {
  counts.set(name, (counts.get(name) ?? 0) + by);
}
