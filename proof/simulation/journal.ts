import type { AttackFact, CreatedFact, ReadFact, SeenFacts } from '../invariants/facts.ts';

/** What those who watch a run write down: answers, reads, attacks. */
export interface Journal {
  readonly created: CreatedFact[];
  readonly reads: ReadFact[];
  readonly attacks: AttackFact[];
  readonly refundsGranted: { merchantId: string; refundId: string; amountFen: number }[];
  /** Log lines and answers, in which no secret may stand. */
  readonly said: { place: string; text: string }[];
  /** What the workload itself did wrong: a run with one of them says nothing. */
  readonly mistakes: string[];
  /** Where our servers connected to, each place once. */
  readonly connections: SeenFacts['connections'][number][];
  readonly upPeriods: SeenFacts['upPeriods'][number][];
}

/** Opens an empty journal. */
export function openJournal(): Journal {
  return {
    created: [],
    reads: [],
    attacks: [],
    refundsGranted: [],
    said: [],
    mistakes: [],
    connections: [],
    upPeriods: [],
  };
}
