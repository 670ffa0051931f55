import { groupBy } from './index-by.ts';
import { defineJudge } from './judge.ts';
import { paidStatements } from './paid-statements.ts';

/** I04: an order and a transaction belong to each other and to nobody else. */
export const oneTransaction = defineJudge(
  'I04',
  'One order has one transaction, one transaction one order; a number is one order’s for ever',
  function* (facts) {
    const { orders, attempts } = facts.ours;
    const paid = orders.filter(({ transactionId }) => transactionId !== null);
    const byTransaction = groupBy(paid, (each) => `${each.merchantId} ${each.transactionId}`);
    for (const [, [first, second]] of byTransaction) {
      if (!second) continue;
      const { transactionId, outTradeNo, id } = second;
      yield [`${transactionId} pays ${first?.outTradeNo} and ${outTradeNo}`, id];
    }
    const numbers = [
      ...orders.map(({ merchantId, outTradeNo, id }) => ({ merchantId, outTradeNo, id })),
      ...attempts.map(({ merchantId, outTradeNo, orderId: id }) => ({
        merchantId,
        outTradeNo,
        id,
      })),
    ];
    const byNumber = groupBy(numbers, (each) => `${each.merchantId} ${each.outTradeNo}`);
    for (const [, [, second]] of byNumber) {
      if (second) yield [`the number ${second.outTradeNo} was given twice`, second.id];
    }
    const statementsOf = paidStatements(facts);
    for (const order of orders) {
      if (order.state === 'disputed') continue;
      const said = new Set(statementsOf(order).map(({ fields }) => fields.transaction_id));
      if (said.size > 1) {
        yield [`${order.outTradeNo} has proofs of ${said.size} transactions`, order.id];
      }
    }
  },
);
