import { decidePayment, type PaymentDecision } from '../ledger/decide-payment.ts';
import type { SurplusDecision } from '../ledger/decide-surplus.ts';
import type { Attempt, NewRefund, Order, OrderCommit, Ports, Proven } from '../ports.ts';
import { announcement, commitOrder, historyLine, readAgain } from './commit-order.ts';
import { eventTime } from './event-time.ts';
import { placePolicyRefund } from './place-refund.ts';
import { Refusal } from './refusal.ts';
import { LATE_REASON } from './return-rest.ts';
import { settleSurplus } from './settle-surplus.ts';

/** How often a statement is decided anew because others changed the order first. */
const MAX_ATTEMPTS = 10;

/** The order after a statement was followed, and what the statement did. */
export interface Settlement {
  readonly order: Order;
  readonly decision: PaymentDecision | SurplusDecision;
}

/**
 * Follows a proven statement: decides, and writes state, history, evidence and announcement in one
 * commit. A statement that was followed before changes nothing; when it speaks of money its
 * evidence is kept all the same. One about a number that the order has given up pays nothing: its
 * money goes back.
 *
 * @throws Refusal `order_busy` when the order kept changing under it; nothing was written.
 */
export async function settlePayment(
  ports: Ports,
  order: Order,
  proven: Proven,
): Promise<Settlement> {
  const { statement, evidence } = proven;
  let current = order;
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
    const former = await findFormer(ports, current, statement.outTradeNo);
    if (former !== null) {
      const returned = await settleSurplus(ports, current, former, proven);
      if (returned !== null) return returned;
      current = await readAgain(ports, current);
      continue;
    }
    const { latePayment } = ports.settings;
    const decision = decidePayment(current, statement, ports.clock.nowMs(), latePayment);
    if (decision.kind === 'disputed' && (await isReturned(ports, current, statement))) {
      await ports.store.saveEvidence(current, evidence);
      return { order: current, decision: { kind: 'unchanged', why: 'settled' } };
    }
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

/** Did a person let the order go, so that this very money goes back already? */
async function isReturned(
  ports: Ports,
  order: Order,
  { transactionId }: Proven['statement'],
): Promise<boolean> {
  if (order.state !== 'closed' || order.transactionId !== null) return false;
  const refunds = await ports.store.listRefunds(order);
  return refunds.some((refund) => refund.transactionId === transactionId);
}

/** The number that a statement speaks of, when the order has given it up. */
async function findFormer(ports: Ports, order: Order, outTradeNo: string): Promise<Attempt | null> {
  if (outTradeNo === order.outTradeNo) return null;
  const former = await ports.store.findAttempt(order.merchantId, outTradeNo);
  return former?.orderId === order.id ? former : null;
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
    outbox: decision.announce.map((type) => announcement(ports, before, type, factsOf(decision))),
    releaseStock: decision.stock === 'release',
    retakeStock: decision.stock === 'retake',
    ...(decision.event === 'return' && transactionId !== null
      ? { refund: returnLate(ports, before, transactionId) }
      : {}),
  };
}

/** What is told besides the order itself. */
export function factsOf(decision: Deciding): Readonly<Record<string, unknown>> {
  if (decision.kind === 'disputed') return { disagreements: decision.disagreements };
  const { transactionId, paidAtMs } = decision.patch;
  if (!transactionId) return {};
  return { transactionId, paidAt: eventTime(paidAtMs ?? null), late: decision.late };
}

/** The refund of all that came late; due at once, so that the notification need not wait for it. */
function returnLate(ports: Ports, order: Order, transactionId: string): NewRefund {
  return placePolicyRefund(ports, order, {
    kind: 'late',
    outTradeNo: order.outTradeNo,
    transactionId,
    amountFen: order.amountFen,
    totalFen: order.amountFen,
    reason: LATE_REASON,
  });
}

export function logSettled(
  ports: Ports,
  order: Pick<Order, 'id' | 'state' | 'outTradeNo' | 'amountFen' | 'transactionId' | 'paidAtMs'>,
  decision: Deciding,
  source: 'notification' | 'query',
): void {
  ports.log.event(`order.${order.state}`, {
    orderId: order.id,
    outTradeNo: order.outTradeNo,
    amountFen: order.amountFen,
    transactionId: order.transactionId,
    source,
    lagMs: order.paidAtMs === null ? null : ports.clock.nowMs() - order.paidAtMs,
    late: decision.late,
    note: decision.note,
  });
}
