import type { Actor, Ports, Refund } from '../ports.ts';
import { commitRefund, logRefund, refundLine } from './commit-refund.ts';
import { findHeldRefund } from './find-held-refund.ts';
import { Refusal } from './refusal.ts';
import { sendRefund } from './send-refund.ts';

/**
 * Approves a refund that awaits it, and sends it to WeChat. Whoever asked for it cannot.
 *
 * @throws Refusal `not_found`, `refund_not_awaiting_approval`, `second_person_needed`
 */
export async function approveRefund(ports: Ports, actor: Actor, id: string): Promise<Refund> {
  const held = await findHeldRefund(ports, id);
  if (held.requestedBy === actor.id) throw new Refusal('second_person_needed');
  const atMs = ports.clock.nowMs();
  const approved = await commitRefund(ports, {
    before: held,
    patch: { state: 'requested', approvedBy: actor.id, nextPollAtMs: atMs },
    event: refundLine(held, 'approve', { atMs, by: actor.id, note: null }),
  });
  // Somebody else decided in the same moment.
  if (approved === null) throw new Refusal('refund_not_awaiting_approval');
  logRefund(ports, approved);
  return sendRefund(ports, approved);
}
