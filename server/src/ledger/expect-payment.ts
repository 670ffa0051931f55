import { decidePayment, type JudgedOrder, type PaymentChange } from './decide-payment.ts';
import { isFen } from './fen.ts';
import type { PaymentStatement } from './order.ts';

/** The order that a statement pays without further thought, by all that it would be judged by. */
export interface ExpectedPayment {
  readonly order: JudgedOrder;
  readonly change: PaymentChange;
}

/**
 * Judges a statement before its order is read: if the order is payable and as the statement describes it, it
 * becomes paid. Whoever writes that makes sure that the order is so, in each field of `order`.
 *
 * Null: an order like that would not simply be paid. Read it, and decide.
 */
export function expectPayment(statement: PaymentStatement, nowMs: number): ExpectedPayment | null {
  const { outTradeNo, amountFen, appid, mchid, openid } = statement;
  if (!isFen(amountFen) || appid === null || openid === null) return null;
  const order: JudgedOrder = {
    state: 'payable',
    outTradeNo,
    amountFen,
    appid,
    mchid,
    openid,
    transactionId: null,
  };
  const decision = decidePayment(order, statement, nowMs);
  return decision.kind === 'change' && decision.to === 'paid' ? { order, change: decision } : null;
}
