import type { Ports, Refund, RefundEvent } from '../ports.ts';
import { UUID } from './find-own-order.ts';
import { Refusal } from './refusal.ts';

export { adviseRefund } from '../ledger/advise-refund.ts';

/**
 * Finds a refund of this merchant with its history.
 *
 * @throws Refusal `not_found`, in the same way for another merchant's refund and for none at all.
 */
export async function describeRefund(
  { store, settings }: Ports,
  id: string,
): Promise<{ readonly refund: Refund; readonly events: readonly RefundEvent[] }> {
  const refund = UUID.test(id) ? await store.findRefund(settings.merchantId, id) : null;
  if (refund === null) throw new Refusal('not_found');
  return { refund, events: await store.listRefundEvents(refund) };
}
