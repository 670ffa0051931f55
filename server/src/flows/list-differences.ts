import { adviseDifference } from '../ledger/advise-difference.ts';
import type { Advice } from '../ledger/advise-refund.ts';
import type { Difference } from '../ledger/difference.ts';
import type { Ports } from '../ports.ts';

/** A difference, with what probably led to it and what to do. */
export interface AdvisedDifference extends Difference {
  readonly advice: Advice;
}

/** Lists differences, newest day first. */
export async function listDifferences(
  { store, settings }: Ports,
  page: Parameters<Ports['store']['listDifferences']>[1],
): Promise<{ readonly items: readonly AdvisedDifference[]; readonly nextCursor: string | null }> {
  const { items, nextCursor } = await store.listDifferences(settings.merchantId, page);
  return { items: items.map(withAdvice), nextCursor };
}

/** Adds the advice. */
export function withAdvice(difference: Difference): AdvisedDifference {
  return Object.freeze({ ...difference, advice: adviseDifference(difference) });
}
