import { decidePayment, type PaymentDecision } from '../ledger/decide-payment.ts';
import type { NewRefund, Order, OrderCommit, Ports, Proven } from '../ports.ts';
import { announcement, commitOrder, historyLine, readAgain } from './commit-order.ts';
import { placePolicyRefund } from './place-refund.ts';
import { Refusal } from './refusal.ts';

/** How often a statement is decided anew because others changed the order first. */
const MAX_ATTEMPTS = 10;

/** What the payer reads. */
const LATE_REASON = '订单已关闭，自动退款';

/** The order after a statement was followed, and what the statement did. */
export interface Settlement {
  readonly order: Order;
  readonly decision: PaymentDecision;
}

/**
 * Follows a proven statement: decides, and writes state, history, evidence and announcement in one
 * commit. A statement that was followed before changes nothing; when it speaks of money its
 * evidence is kept all the same.
 *
 * @throws Refusal `order_busy` when the order kept changing under it; nothing was written.
 */
export async function settlePayment(
  ports: Ports,
  order: Order,
  { statement, evidence }: Proven,
): Promise<Settlement> {
  let current = order;
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
    const { latePayment } = ports.settings;
    const decision = decidePayment(current, statement, ports.clock.nowMs(), latePayment);
    if (decision.kind === 'unchanged') {
      const isAboutMoney = statement.tradeState === 'paid' || statement.tradeState === 'refunded';
      if (isAboutMoney) await ports.store.saveEvidence(current, evidence);
      return { order: current, decision };
    }
    const settled = await commitOrder(ports, commitOf(ports, current, decision, evidence));
    if (settled !== null) {
      logSettled(ports, settled, decision, statement.source);
      return { order: settled, decision };
    }
    current = await readAgain(ports, current);
  }
  throw new Refusal('order_busy');
}

type Deciding = Exclude<PaymentDecision, { readonly kind: 'unchanged' }>;

function commitOf(
  ports: Ports,
  before: Order,
  decision: Deciding,
  evidence: Proven['evidence'],
): OrderCommit {
  const nowMs = ports.clock.nowMs();
  const transactionId = decision.patch.transactionId ?? before.transactionId;
  return {
    before,
    patch: decision.patch,
    event: historyLine(before, decision.event, nowMs, decision.note),
    evidence,
    outbox: decision.announce.map((type) =>
      announcement(ports, before, type, {
        transactionId,
        paidAtMs: decision.patch.paidAtMs ?? before.paidAtMs,
        late: decision.late,
        ...(decision.kind === 'disputed' ? { disagreements: decision.disagreements } : {}),
      }),
    ),
    releaseStock: decision.stock === 'release',
    retakeStock: decision.stock === 'retake',
    ...(decision.event === 'return' && transactionId !== null
      ? { refund: returnLate(ports, before, transactionId) }
      : {}),
  };
}

/** The refund of all that came late; due at once, so that the notification need not wait for it. */
function returnLate(ports: Ports, order: Order, transactionId: string): NewRefund {
  return placePolicyRefund(ports, order, {
    kind: 'late',
    outTradeNo: order.outTradeNo,
    transactionId,
    amountFen: order.amountFen,
    reason: LATE_REASON,
  });
}

function logSettled(
  ports: Ports,
  order: Order,
  decision: Deciding,
  source: 'notification' | 'query',
): void {
  ports.log.event(`order.${order.state}`, {
    orderId: order.id,
    outTradeNo: order.outTradeNo,
    amountFen: order.amountFen,
    transactionId: order.transactionId,
    source,
    late: decision.late,
    note: decision.note,
  });
}
