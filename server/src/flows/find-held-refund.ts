import type { Ports, Refund } from '../ports.ts';
import { Refusal } from './refusal.ts';

/**
 * Finds a refund of this merchant that awaits approval.
 *
 * @throws Refusal `not_found`, `refund_not_awaiting_approval`
 */
export async function findHeldRefund(ports: Ports, id: string): Promise<Refund> {
  const refund = await ports.store.findRefund(ports.settings.merchantId, id);
  if (refund === null) throw new Refusal('not_found');
  if (refund.state !== 'awaiting-approval') throw new Refusal('refund_not_awaiting_approval');
  return refund;
}
