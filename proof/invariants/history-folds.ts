import type { EventFact } from './facts.ts';
import { groupBy } from './index-by.ts';
import { defineJudge, type Finding } from './judge.ts';

interface Owner {
  readonly id: string;
  readonly merchantId: string;
  readonly state: string;
  readonly name: string;
  readonly orderId: string;
}

/** I09: what is, is the end of what happened. */
export const historyFolds = defineJudge(
  'I09',
  'History has no gap, and folding the events of an order or a refund gives its stored state',
  function* (facts) {
    const { orders, refunds, events, refundEvents } = facts.ours;
    yield* fold(
      orders.map((order) => ({ ...order, name: order.outTradeNo, orderId: order.id })),
      events,
    );
    yield* fold(
      refunds.map((refund) => ({ ...refund, name: refund.outRefundNo })),
      refundEvents,
    );
  },
);

function* fold(owners: readonly Owner[], events: readonly EventFact[]): Iterable<Finding> {
  const histories = groupBy(events, (each) => `${each.merchantId} ${each.ownerId}`);
  const known = new Set(owners.map(({ merchantId, id }) => `${merchantId} ${id}`));
  for (const key of histories.keys()) {
    if (!known.has(key)) yield [`a history without its owner: ${key}`];
  }
  for (const { merchantId, id, state, name, orderId } of owners) {
    const lines = [...(histories.get(`${merchantId} ${id}`) ?? [])];
    lines.sort((a, b) => a.number - b.number);
    let at: string | null = null;
    for (const [index, line] of lines.entries()) {
      if (line.number !== index + 1 || line.from !== at) {
        yield [`the history of ${name} breaks at line ${line.number}`, orderId];
        break;
      }
      at = line.to;
    }
    const end = lines.at(-1)?.to ?? 'nothing';
    if (end !== state) yield [`${name} is ${state}, its history ends in ${end}`, orderId];
  }
}
