import type { Facts, MerchantFacts, OrderFact, PaymentFact } from './facts.ts';
import { indexBy } from './index-by.ts';
import { defineJudge, type Finding } from './judge.ts';
import { merchantsOf, type PaidStatement, paidStatements } from './paid-statements.ts';
import { readStatement } from './read-statement.ts';

/** I02: nothing is called paid without bytes that prove it, and WeChat holds what they say. */
export const noPaidLie = defineJudge(
  'I02',
  'An order is paid only with stored bytes that verify again and say SUCCESS for its merchant, mini-program and number',
  function* (facts) {
    yield* unprovenEvidence(facts);
    const merchants = merchantsOf(facts);
    const statementsOf = paidStatements(facts);
    const payments = indexBy(facts.wechat.payments, ({ transactionId }) => transactionId);
    for (const order of facts.ours.orders) {
      if (order.transactionId === null && order.state !== 'paid') continue;
      const merchant = merchants.get(order.merchantId);
      const proof = statementsOf(order).find((each) => merchant && fits(each, order, merchant));
      if (!proof) yield [`${order.outTradeNo} is ${order.state} without a proof`, order.id];
      const held = payments.get(order.transactionId ?? '');
      const wrong = held === undefined ? 'does not hold' : disagreement(held, order);
      if (wrong)
        yield [`${order.outTradeNo} is paid by a transaction that WeChat ${wrong}`, order.id];
    }
  },
);

function* unprovenEvidence(facts: Facts): Iterable<Finding> {
  const merchants = merchantsOf(facts);
  for (const evidence of facts.ours.evidence) {
    const merchant = merchants.get(evidence.merchantId);
    const problem = merchant ? readStatement(evidence, merchant).problem : 'it is nobody’s';
    if (problem !== null) yield [`the proof ${evidence.id} is none: ${problem}`, evidence.orderId];
  }
}

/** Direct and partner mode name the parties differently. */
function fits({ fields }: PaidStatement, order: OrderFact, merchant: MerchantFacts): boolean {
  const mchids = [fields.mchid, fields.sub_mchid, fields.sp_mchid];
  const appids = [fields.appid, fields.sub_appid, fields.sp_appid];
  return (
    mchids.includes(merchant.mchid) &&
    mchids.includes(order.mchid) &&
    appids.includes(order.appid) &&
    fields.transaction_id === order.transactionId
  );
}

function disagreement(held: PaymentFact, order: OrderFact): string | null {
  if (held.outTradeNo !== order.outTradeNo) return `took for ${held.outTradeNo}`;
  if (held.amountFen !== order.amountFen) return `took ${held.amountFen} fen for`;
  return null;
}
