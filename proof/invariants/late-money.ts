import type { Facts, OrderFact } from './facts.ts';
import { groupBy, indexBy } from './index-by.ts';
import { defineJudge, type Finding } from './judge.ts';

/** I07: money that comes too late, or a second time, is announced or goes back. */
export const lateMoney = defineJudge(
  'I07',
  'Money for a closing or closed order, or under a number given up, ends as paid and announced or fully refunded',
  function* (facts) {
    if (!facts.settled) return;
    const orders = indexBy(facts.ours.orders, ({ outTradeNo }) => outTradeNo);
    const byId = indexBy(facts.ours.orders, ({ id }) => id);
    const attempts = indexBy(facts.ours.attempts, ({ outTradeNo }) => outTradeNo);
    const announced = announcedOrders(facts);
    const back = returnedFen(facts);
    for (const { outTradeNo, transactionId, amountFen } of facts.wechat.payments) {
      const isBack = (back.get(transactionId) ?? 0) >= amountFen;
      const order = orders.get(outTradeNo);
      if (order) yield* judgeOrder(order, isBack, announced);
      const attempt = attempts.get(outTradeNo);
      const isDisputed = byId.get(attempt?.orderId ?? '')?.state === 'disputed';
      if (attempt && !isBack && !isDisputed) {
        yield [`${amountFen} fen under the former number ${outTradeNo} were kept`, attempt.orderId];
      }
    }
  },
);

function* judgeOrder(
  order: OrderFact,
  isBack: boolean,
  announced: ReadonlySet<string>,
): Iterable<Finding> {
  if (order.state === 'disputed') return;
  if (order.state === 'paid') {
    if (!announced.has(order.id)) yield [`${order.outTradeNo} is paid, nobody was told`, order.id];
    return;
  }
  if (!isBack) yield [`${order.outTradeNo} is ${order.state} and its money was kept`, order.id];
}

function announcedOrders(facts: Facts): ReadonlySet<string> {
  const paid = facts.ours.outbox.filter(({ type }) => type === 'order.paid');
  return new Set(paid.map(({ orderId }) => orderId ?? ''));
}

/** What went back of each transaction. */
function returnedFen(facts: Facts): ReadonlyMap<string, number> {
  const done = facts.wechat.refunds.filter(({ status }) => status === 'SUCCESS');
  const groups = [...groupBy(done, ({ transactionId }) => transactionId)];
  return new Map(
    groups.map(([id, refunds]) => [id, refunds.reduce((sum, { amountFen }) => sum + amountFen, 0)]),
  );
}
