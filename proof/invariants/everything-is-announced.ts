import type { EventFact, Facts, OutboxFact } from './facts.ts';
import { groupBy, indexBy } from './index-by.ts';
import { defineJudge, type Finding } from './judge.ts';

/** What each arrow announces. */
const ORDER_TELLS: Readonly<Record<string, string>> = {
  pay: 'order.paid',
  return: 'order.refunding',
  close: 'order.closed',
};
const REFUND_TELLS: Readonly<Record<string, string>> = {
  succeed: 'refund.succeeded',
  close: 'refund.closed',
  refuse: 'refund.closed',
  fail: 'refund.abnormal',
};

/** I13: nothing that happened is kept from the merchant's systems. */
export const everythingIsAnnounced = defineJudge(
  'I13',
  'Webhooks: at least once, none missing, one stable id, per order in order; each ends delivered or visibly exhausted',
  function* (facts) {
    const { events, refundEvents, outbox } = facts.ours;
    yield* untold(events, ORDER_TELLS, outbox, ({ orderId }) => orderId);
    yield* untold(refundEvents, REFUND_TELLS, outbox, ({ refundId }) => refundId);
    for (const [id, same] of groupBy(outbox, (each) => `${each.merchantId} ${each.id}`)) {
      if (same.length > 1) yield [`the id ${id} announces ${same.length} facts`];
    }
    yield* deliveries(facts);
  },
);

function* untold(
  events: readonly EventFact[],
  tells: Readonly<Record<string, string>>,
  outbox: readonly OutboxFact[],
  ownerOf: (fact: OutboxFact) => string | null,
): Iterable<Finding> {
  const told = groupBy(outbox, (fact) => `${ownerOf(fact)} ${fact.type}`);
  const wanted = events.filter(({ name }) => name in tells);
  for (const [key, same] of groupBy(wanted, (event) => `${event.ownerId} ${tells[event.name]}`)) {
    const times = told.get(key)?.length ?? 0;
    if (times < same.length) yield [`${key}: happened ${same.length} times, written down ${times}`];
  }
}

function* deliveries(facts: Facts): Iterable<Finding> {
  const announced = indexBy(facts.ours.outbox, ({ id }) => id);
  for (const { endpointId, eventId, state, deliveredAtMs } of facts.ours.deliveries) {
    const orderId = announced.get(eventId)?.orderId;
    if (facts.settled && state === 'pending') {
      yield [`${eventId} still waits for ${endpointId}`, orderId];
    }
    if (state === 'delivered' && deliveredAtMs === null) {
      yield [`${eventId} is called delivered, ${endpointId} never took it`, orderId];
    }
  }
  const done = facts.ours.deliveries.flatMap((delivery) => {
    const fact = announced.get(delivery.eventId);
    const { deliveredAtMs, position } = delivery;
    if (!fact?.orderId || deliveredAtMs === null) return [];
    return [{ key: `${delivery.endpointId} ${fact.orderId}`, deliveredAtMs, position, fact }];
  });
  for (const [key, same] of groupBy(done, (each) => each.key)) {
    // The moments that facts name are those of several servers' clocks; their places are not.
    const inOrder = [...same].sort((a, b) => a.position - b.position);
    const isOvertaken = inOrder.some(
      ({ deliveredAtMs }, index) =>
        index > 0 && deliveredAtMs < (inOrder[index - 1]?.deliveredAtMs ?? 0),
    );
    if (isOvertaken) yield [`${key}: a later fact was delivered first`, same[0]?.fact.orderId];
  }
}
