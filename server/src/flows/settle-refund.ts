import { decideRefund, type RefundDecision } from '../ledger/decide-refund.ts';
import { nextRefundPollAtMs } from '../ledger/refund-poll-slots.ts';
import type { Ports, ProvenRefund, Refund, RefundCommit } from '../ports.ts';
import {
  commitRefund,
  logRefund,
  readRefundAgain,
  refundAnnouncement,
  refundLine,
} from './commit-refund.ts';
import { Refusal } from './refusal.ts';

/** How often a statement is decided anew because others changed the refund first. */
const MAX_ATTEMPTS = 10;

/** The states that the merchant's systems are told about. */
const ANNOUNCED: readonly Refund['state'][] = ['succeeded', 'closed', 'abnormal', 'disputed'];

/**
 * Follows a proven statement about a refund: decides, and writes state, history, evidence and
 * announcement in one commit; a closed refund's amount can be refunded anew from that moment.
 *
 * @throws Refusal `order_busy` when the refund kept changing under it; nothing was written.
 */
export async function settleRefund(
  ports: Ports,
  refund: Refund,
  proven: ProvenRefund,
): Promise<Refund> {
  let current = refund;
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
    const decision = decideRefund(current, proven.refundStatement, ports.clock.nowMs());
    if (decision.kind === 'unchanged') {
      await keepUnchanged(ports, current, proven, decision.why);
      return current;
    }
    const settled = await commitRefund(ports, commitOf(ports, current, decision, proven));
    if (settled !== null) {
      logRefund(ports, settled);
      return settled;
    }
    current = await readRefundAgain(ports, current);
  }
  throw new Refusal('order_busy');
}

async function keepUnchanged(
  ports: Ports,
  refund: Refund,
  { refundStatement, evidence }: ProvenRefund,
  why: 'known' | 'contradiction',
): Promise<void> {
  // A word that money is still under way proves nothing that is not proven already.
  if (refundStatement.status !== 'processing') {
    await ports.store.saveRefundEvidence(refund, evidence);
  }
  if (why === 'known') return;
  ports.log.event('refund.contradiction', {
    refundId: refund.id,
    outRefundNo: refund.outRefundNo,
    state: refund.state,
    said: refundStatement.status,
    evidenceId: evidence.id,
  });
}

function commitOf(
  ports: Ports,
  before: Refund,
  { event, patch, disagreements }: Extract<RefundDecision, { readonly kind: 'change' }>,
  { evidence }: ProvenRefund,
): RefundCommit {
  const atMs = ports.clock.nowMs();
  const after: Refund = { ...before, ...patch };
  const note =
    disagreements.length > 0 ? `the statement disagrees in: ${disagreements.join(', ')}` : null;
  return {
    before,
    patch: { ...patch, nextPollAtMs: nextRefundPollAtMs(after, atMs) },
    event: refundLine(before, event, { atMs, by: 'wechat', note }),
    evidence,
    outbox: ANNOUNCED.includes(after.state) ? [refundAnnouncement(ports, after)] : [],
  };
}
