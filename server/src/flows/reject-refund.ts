import type { Actor, Ports, Refund } from '../ports.ts';
import { commitRefund, logRefund, refundAnnouncement, refundLine } from './commit-refund.ts';
import { findHeldRefund } from './find-held-refund.ts';
import { Refusal } from './refusal.ts';

/**
 * Rejects a refund that awaits approval, or takes it back: whoever asked for it may, too. WeChat has
 * heard nothing of it; its amount can be refunded anew.
 *
 * @param why Said in the history.
 * @throws Refusal `not_found`, `refund_not_awaiting_approval`
 */
export async function rejectRefund(
  ports: Ports,
  actor: Actor,
  id: string,
  why: string,
): Promise<Refund> {
  const held = await findHeldRefund(ports, id);
  const atMs = ports.clock.nowMs();
  const patch = { state: 'closed' as const, problem: 'REJECTED', nextPollAtMs: null };
  const rejected = await commitRefund(ports, {
    before: held,
    patch,
    event: refundLine(held, 'reject', { atMs, by: actor.id, note: why }),
    outbox: [refundAnnouncement(ports, { ...held, ...patch })],
  });
  if (rejected === null) throw new Refusal('refund_not_awaiting_approval');
  logRefund(ports, rejected);
  return rejected;
}
