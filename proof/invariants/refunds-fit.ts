import { groupBy, indexBy } from './index-by.ts';
import { defineJudge } from './judge.ts';

/** I05: nobody gets back more than was paid, in our books or in WeChat's. */
export const refundsFit = defineJudge(
  'I05',
  'The refunds of a payment that are not closed never exceed it, here and at WeChat',
  function* (facts) {
    const payments = indexBy(facts.wechat.payments, ({ transactionId }) => transactionId);
    const standing = facts.ours.refunds.filter(({ state }) => state !== 'closed');
    for (const [transactionId, refunds] of groupBy(standing, (each) => each.transactionId)) {
      const sumFen = refunds.reduce((sum, { amountFen }) => sum + amountFen, 0);
      const paidFen = payments.get(transactionId)?.amountFen ?? refunds[0]?.totalFen ?? 0;
      if (sumFen > paidFen) {
        const claim = `our refunds of ${transactionId} are ${sumFen} fen`;
        yield [`${claim} of ${paidFen}`, refunds[0]?.orderId];
      }
    }
    const open = facts.wechat.refunds.filter(({ status }) => status !== 'CLOSED');
    for (const [transactionId, refunds] of groupBy(open, (each) => each.transactionId)) {
      const sumFen = refunds.reduce((sum, { amountFen }) => sum + amountFen, 0);
      const paidFen = payments.get(transactionId)?.amountFen ?? 0;
      if (sumFen > paidFen)
        yield [`WeChat gave back ${sumFen} fen of ${paidFen} (${transactionId})`];
    }
  },
);
