import type { EventFact, Facts } from './facts.ts';
import { groupBy } from './index-by.ts';
import { defineJudge, type Finding } from './judge.ts';
import { admitsMoney, paidStatements } from './paid-statements.ts';

const MONEY_ARROWS: readonly string[] = ['pay', 'return'];
const POLICY_KINDS: readonly string[] = ['late', 'surplus'];

/** I11: however often and in whichever order it is said, it has one effect. */
export const duplicatesChangeNothing = defineJudge(
  'I11',
  'Any order and number of duplicate statements gives the same final state, announcements and refunds',
  function* (facts) {
    yield* doubledArrows(facts.ours.events, MONEY_ARROWS, 'took money');
    yield* doubledArrows(facts.ours.refundEvents, ['succeed'], 'succeeded');
    const told = facts.ours.outbox.filter(({ type }) => type === 'order.paid');
    for (const [orderId, same] of groupBy(told, (each) => each.orderId ?? each.id)) {
      if (same.length > 1) yield [`${orderId} was announced as paid ${same.length} times`, orderId];
    }
    yield* doubledReturns(facts);
    const statementsOf = paidStatements(facts);
    for (const order of facts.ours.orders) {
      if (statementsOf(order).length > 0 && !admitsMoney(order)) {
        yield [`${order.outTradeNo} ended as ${order.state} whatever was said`, order.id];
      }
    }
  },
);

function* doubledArrows(
  events: readonly EventFact[],
  names: readonly string[],
  what: string,
): Iterable<Finding> {
  const taken = events.filter(({ name }) => names.includes(name));
  for (const [ownerId, same] of groupBy(taken, (event) => event.ownerId)) {
    if (same.length > 1) yield [`${ownerId} ${what} ${same.length} times`, ownerId];
  }
}

/** A policy gives money back once: what it tried before was closed without effect. */
function* doubledReturns(facts: Facts): Iterable<Finding> {
  const standing = facts.ours.refunds.filter(
    ({ kind, state }) => POLICY_KINDS.includes(kind) && state !== 'closed',
  );
  const keyOf = (refund: (typeof standing)[number]) => `${refund.kind} ${refund.transactionId}`;
  for (const [key, same] of groupBy(standing, keyOf)) {
    const isWhole = same.filter(({ amountFen, totalFen }) => amountFen === totalFen);
    if (isWhole.length > 1) yield [`${isWhole.length} refunds of all of ${key}`, same[0]?.orderId];
  }
}
