import type { Facts, OrderFact, ReadFact } from './facts.ts';
import { groupBy, indexBy } from './index-by.ts';
import { defineJudge, type Finding } from './judge.ts';
import { admitsMoney, paidStatements } from './paid-statements.ts';
import { pollSlotsMs } from './poll-slots.ts';

/** How long after a slot the answer of a poll may be stored: the lease of one that died, and the call. */
const SLOT_GRACE_MS = 75_000;

/** I01: what WeChat told us is what everybody reads, and it tells us soon. */
export const noUnpaidLie = defineJudge(
  'I01',
  'Once a verified statement of a payment reached us, every read says so; and one reaches us by the second poll slot of an up period',
  function* (facts) {
    yield* storedLies(facts);
    yield* readLies(facts);
    if (facts.settled) yield* lateNews(facts);
  },
);

function* storedLies(facts: Facts): Iterable<Finding> {
  const statementsOf = paidStatements(facts);
  for (const order of facts.ours.orders) {
    if (admitsMoney(order) || statementsOf(order).length === 0) continue;
    yield [
      `${order.outTradeNo} is ${order.state} though a proof of its payment is stored`,
      order.id,
    ];
  }
}

/** A read that was asked after a notification was acknowledged, or after another read said paid. */
function* readLies(facts: Facts): Iterable<Finding> {
  const acknowledged = new Map<string, number>();
  for (const { eventType, outTradeNo, acknowledgedAtMs } of facts.wechat.notifications) {
    if (eventType !== 'TRANSACTION.SUCCESS' || !outTradeNo || acknowledgedAtMs === null) continue;
    const earlier = acknowledged.get(outTradeNo) ?? Number.POSITIVE_INFINITY;
    acknowledged.set(outTradeNo, Math.min(earlier, acknowledgedAtMs));
  }
  const reads = groupBy(facts.seen.reads, ({ orderId }) => orderId);
  for (const order of facts.ours.orders) {
    let knownAtMs = acknowledged.get(order.outTradeNo) ?? Number.POSITIVE_INFINITY;
    const inOrder = [...(reads.get(order.id) ?? [])].sort((a, b) => a.askedAtMs - b.askedAtMs);
    for (const { state, answeredAtMs } of inOrder) {
      if (state === 'paid') knownAtMs = Math.min(knownAtMs, answeredAtMs);
    }
    const lie = inOrder.find((read) => read.askedAtMs > knownAtMs && !saysMoney(read, order));
    if (lie) {
      const lateMs = lie.askedAtMs - knownAtMs;
      yield [`${order.outTradeNo} was read as ${lie.state} ${lateMs} ms after we knew`, order.id];
    }
  }
}

function saysMoney({ state }: ReadFact, order: OrderFact): boolean {
  return admitsMoney({ state, transactionId: order.transactionId });
}

function* lateNews(facts: Facts): Iterable<Finding> {
  const orders = indexBy(facts.ours.orders, ({ outTradeNo }) => outTradeNo);
  const statementsOf = paidStatements(facts);
  for (const payment of facts.wechat.payments) {
    const order = orders.get(payment.outTradeNo);
    if (!order) continue;
    if (!admitsMoney(order)) {
      yield [`${order.outTradeNo} is ${order.state} though WeChat took its money`, order.id];
      continue;
    }
    const inUp = pollSlotsMs(order, payment.paidAtMs).filter((slotMs) =>
      facts.seen.upPeriods.some(
        ({ fromMs, toMs }) => slotMs >= fromMs && slotMs + SLOT_GRACE_MS <= toMs,
      ),
    );
    const dueMs = inUp[1];
    const told = statementsOf(order).map(({ evidence }) => evidence.receivedAtMs);
    if (dueMs === undefined || told.length === 0) continue;
    const lateMs = Math.min(...told) - dueMs - SLOT_GRACE_MS;
    if (lateMs > 0) {
      yield [`${order.outTradeNo} was known ${lateMs} ms after the second slot`, order.id];
    }
  }
}
