import type { Actor, Ports } from '../ports.ts';
import { type AdvisedDifference, withAdvice } from './list-differences.ts';
import { Refusal } from './refusal.ts';

/**
 * Settles a difference by a person's word. It stays settled when the day is run again, unless its amounts are
 * others then.
 *
 * @throws Refusal `not_found`, `difference_resolved`
 */
export async function resolveDifference(
  { store, clock, settings, log }: Ports,
  actor: Actor,
  id: string,
  reason: string,
): Promise<AdvisedDifference> {
  const { merchantId } = settings;
  const by = { resolvedBy: actor.id, reason, atMs: clock.nowMs() };
  const result = await store.resolveDifference({ merchantId, id }, by);
  const difference = await store.findDifference(merchantId, id);
  if (difference === null) throw new Refusal('not_found');
  if (result === 'stale') throw new Refusal('difference_resolved');
  const { day, kind, reference } = difference;
  log.event('difference.resolved', { day, kind, reference, by: actor.id });
  return withAdvice(difference);
}
