import type { EvidenceFact, Facts, MerchantFacts, OrderFact } from './facts.ts';
import { groupBy, indexBy } from './index-by.ts';
import { type ReadStatement, readStatement, saysPaid } from './read-statement.ts';

/** A stored statement that money came, opened. */
export interface PaidStatement {
  readonly evidence: EvidenceFact;
  readonly fields: ReadStatement['fields'];
}

/** Finds, for an order and one of its numbers, the stored statements that prove a payment. */
export function paidStatements(
  facts: Facts,
): (order: OrderFact, outTradeNo?: string) => readonly PaidStatement[] {
  const merchants = merchantsOf(facts);
  const byOrder = groupBy(facts.ours.evidence, ({ orderId }) => orderId);
  return (order, outTradeNo = order.outTradeNo) => {
    const merchant = merchants.get(order.merchantId);
    if (!merchant) return [];
    return (byOrder.get(order.id) ?? []).flatMap((evidence) => {
      const statement = readStatement(evidence, merchant);
      return saysPaid(statement, outTradeNo) ? [{ evidence, fields: statement.fields }] : [];
    });
  };
}

/** The merchants by their id. */
export function merchantsOf(facts: Facts): ReadonlyMap<string, MerchantFacts> {
  return indexBy(facts.merchants, ({ merchantId }) => merchantId);
}

/** Does our record of the order admit that money came? */
export function admitsMoney(order: Pick<OrderFact, 'state' | 'transactionId'>): boolean {
  const { state, transactionId } = order;
  if (state === 'closed') return transactionId !== null;
  return state === 'paid' || state === 'refunding' || state === 'disputed';
}
