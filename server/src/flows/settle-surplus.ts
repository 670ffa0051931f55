import { decideSurplus, type SurplusDecision } from '../ledger/decide-surplus.ts';
import type { Attempt, Order, OrderCommit, Ports, Proven } from '../ports.ts';
import { announcement, commitOrder, historyLine } from './commit-order.ts';
import { placePolicyRefund } from './place-refund.ts';

/** What the payer reads. */
const SURPLUS_REASON = '重复支付，自动退款';

/**
 * Follows a proven statement about a number that the order has given up: money goes back by itself,
 * whatever became of the order since. The refund begins in the same commit that keeps the evidence.
 *
 * @returns What it did; null when the commit was `stale`: read again and decide again.
 */
export async function settleSurplus(
  ports: Ports,
  order: Order,
  attempt: Attempt,
  { statement, evidence }: Proven,
): Promise<{ readonly order: Order; readonly decision: SurplusDecision } | null> {
  const refunds = await ports.store.listRefunds(order);
  const decision = decideSurplus(order, attempt, statement, refunds);
  const isKnown = decision.kind === 'disputed' && order.state === 'disputed';
  if (decision.kind === 'unchanged' || isKnown) {
    if (statement.transactionId !== null) await ports.store.saveEvidence(order, evidence);
    return { order, decision };
  }
  const changed = await commitOrder(ports, {
    ...(decision.kind === 'return'
      ? returnOf(ports, order, attempt, decision.transactionId)
      : disputeOf(ports, order, attempt, decision.disagreements)),
    evidence,
  });
  if (changed === null) return null;
  ports.log.event(decision.kind === 'return' ? 'order.surplus' : 'order.disputed', {
    orderId: order.id,
    outTradeNo: attempt.outTradeNo,
    transactionId: statement.transactionId,
    amountFen: attempt.amountFen,
  });
  return { order: changed, decision };
}

function returnOf(
  ports: Ports,
  before: Order,
  attempt: Attempt,
  transactionId: string,
): Omit<OrderCommit, 'evidence'> {
  const { outTradeNo, amountFen } = attempt;
  const totalFen = amountFen;
  const intent = { kind: 'surplus' as const, outTradeNo, transactionId, amountFen, totalFen };
  return {
    before,
    patch: {},
    refund: placePolicyRefund(ports, before, { ...intent, reason: SURPLUS_REASON }),
    outbox: [
      announcement(ports, before, 'order.surplus', { outTradeNo, transactionId, amountFen }),
    ],
  };
}

function disputeOf(
  ports: Ports,
  before: Order,
  { outTradeNo }: Attempt,
  disagreements: readonly string[],
): Omit<OrderCommit, 'evidence'> {
  const note = `a statement about ${outTradeNo} disagrees in: ${disagreements.join(', ')}`;
  return {
    before,
    patch: { state: 'disputed', nextPollAtMs: null },
    event: historyLine(before, 'dispute', ports.clock.nowMs(), note),
    outbox: [announcement(ports, before, 'order.disputed', { outTradeNo, disagreements })],
  };
}
