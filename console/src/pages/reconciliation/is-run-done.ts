import type { ReconciledDay, Reconciliation } from '@yifen/contract';

/** A run is over when nothing of the day is due any more, or when it came to a problem that was not there before. */
export function isRunDone(
  day: ReconciledDay | null,
  before: readonly Pick<Reconciliation, 'bill' | 'problem'>[],
): boolean {
  const isNew = ({ bill, problem }: Reconciliation): boolean =>
    problem !== null && before.find((each) => each.bill === bill)?.problem !== problem;
  return day?.bills.every((run) => run.nextRunAt === null || isNew(run)) ?? false;
}
