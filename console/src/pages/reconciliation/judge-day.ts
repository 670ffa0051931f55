import type { ReconciledDay } from '@yifen/contract';

/** How a day stands: what its colour says. */
export type DayState = 'agrees' | 'differs' | 'waiting' | 'troubled' | 'expired' | 'none';

/** Judges a day by both of its bills; one that is not on the list is `none`. */
export function judgeDay(day: ReconciledDay | undefined): {
  readonly state: DayState;
  readonly openDifferences: number;
} {
  const bills = day?.bills ?? [];
  const openDifferences = bills.reduce((sum, bill) => sum + bill.openDifferences, 0);
  return { state: stateOf(bills, openDifferences), openDifferences };
}

function stateOf(bills: ReconciledDay['bills'], openDifferences: number): DayState {
  if (bills.length === 0) return 'none';
  if (openDifferences > 0) return 'differs';
  if (bills.some(({ state, problem }) => state === 'waiting' && isTrouble(problem))) {
    return 'troubled';
  }
  if (bills.some(({ state }) => state === 'waiting')) return 'waiting';
  return bills.some(({ state }) => state === 'expired') ? 'expired' : 'agrees';
}

/** A bill that WeChat has not made yet is no trouble: it is asked for again by itself. */
function isTrouble(problem: string | null): boolean {
  return problem !== null && problem !== 'STATEMENT_CREATING';
}
