import type { Facts, OrderFact } from './facts.ts';
import { defineJudge, type Finding } from './judge.ts';
import { merchantsOf, paidStatements } from './paid-statements.ts';

/** I03: the price, what was asked for and what was paid are one amount, or the order is disputed. */
export const amountAgrees = defineJudge(
  'I03',
  'Catalogue price, prepay amount and the amount WeChat proves are equal, in CNY, from the same payer; else the order is disputed',
  function* (facts) {
    const statementsOf = paidStatements(facts);
    for (const order of facts.ours.orders) {
      yield* wrongPrice(facts, order);
      if (order.state === 'disputed' || order.transactionId === null) continue;
      for (const { fields } of statementsOf(order)) {
        const amount = (fields.amount ?? {}) as Record<string, unknown>;
        const payer = (fields.payer ?? {}) as Record<string, unknown>;
        const wrong =
          amount.total !== order.amountFen
            ? `${String(amount.total)} fen`
            : amount.currency !== 'CNY'
              ? String(amount.currency)
              : !Object.values(payer).includes(order.openid)
                ? 'another payer'
                : null;
        if (wrong) {
          const claim = `${order.outTradeNo} is ${order.state} with ${order.amountFen} fen`;
          yield [`${claim}, the proof says ${wrong}`, order.id];
        }
      }
    }
  },
);

/** Orders whose amount a merchant set, or changed later, have no price to compare with. */
function* wrongPrice(facts: Facts, order: OrderFact): Iterable<Finding> {
  const merchant = merchantsOf(facts).get(order.merchantId);
  const isChanged = facts.ours.attempts.some(({ orderId }) => orderId === order.id);
  const priced = order.items.filter(({ productId }) => merchant?.prices[productId]);
  if (isChanged || priced.length === 0 || priced.length < order.items.length) return;
  const sumFen = order.items.reduce((sum, item) => sum + item.quantity * item.priceFen, 0);
  if (sumFen !== order.amountFen) {
    yield [`${order.outTradeNo} costs ${order.amountFen} fen, its items ${sumFen}`, order.id];
  }
  for (const { productId, priceFen } of priced) {
    if (merchant?.prices[productId]?.includes(priceFen)) continue;
    yield [`${order.outTradeNo} has ${productId} at ${priceFen} fen, never its price`, order.id];
  }
}
