import { adviseRefund } from '../ledger/advise-refund.ts';
import { followRefundTransition, type RefundEventName } from '../ledger/refund-transitions.ts';
import type { OutboxEvent, Ports, Refund, RefundCommit, RefundEvent } from '../ports.ts';
import { eventTime } from './event-time.ts';

/**
 * Commits a change and hands back the refund as it is now; null when it was `stale`: somebody else
 * changed the refund first, nothing was written, and the caller reads and decides again.
 */
export async function commitRefund(ports: Ports, commit: RefundCommit): Promise<Refund | null> {
  if ((await ports.store.commitRefund(commit)) === 'stale') return null;
  return Object.freeze({ ...commit.before, ...commit.patch, version: commit.before.version + 1 });
}

/**
 * Reads a refund again after a stale commit.
 *
 * @throws Error when it is gone: refunds are never deleted, so the store has lost one.
 */
export async function readRefundAgain(ports: Ports, refund: Refund): Promise<Refund> {
  const found = await ports.store.findRefund(refund.merchantId, refund.id);
  if (found === null) throw new Error(`the store lost refund ${refund.outRefundNo}`);
  return found;
}

/** The history line of one arrow. */
export function refundLine(
  refund: Refund,
  name: RefundEventName,
  line: Pick<RefundEvent, 'atMs' | 'by' | 'note'>,
): RefundEvent {
  return { name, from: refund.state, to: followRefundTransition(refund.state, name), ...line };
}

/** The announcement of what became of a refund: `refund.succeeded`, `.closed`, `.abnormal`, `.disputed`. */
export function refundAnnouncement(ports: Ports, refund: Refund): OutboxEvent {
  return {
    id: ports.random.uuid(),
    type: `refund.${refund.state}`,
    atMs: ports.clock.nowMs(),
    payload: {
      refundId: refund.id,
      outRefundNo: refund.outRefundNo,
      orderId: refund.orderId,
      outTradeNo: refund.outTradeNo,
      transactionId: refund.transactionId,
      kind: refund.kind,
      amountFen: refund.amountFen,
      totalFen: refund.totalFen,
      reason: refund.reason,
      succeededAt: eventTime(refund.succeededAtMs),
      problem: refund.problem,
      advice: adviseRefund(refund),
    },
  };
}

/** Tells the log what a refund has become. */
export function logRefund(ports: Ports, refund: Refund): void {
  ports.log.event(`refund.${refund.state}`, {
    refundId: refund.id,
    outRefundNo: refund.outRefundNo,
    outTradeNo: refund.outTradeNo,
    kind: refund.kind,
    amountFen: refund.amountFen,
    problem: refund.problem,
  });
}
