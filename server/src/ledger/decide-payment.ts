import type { Order, OrderState, PaymentStatement } from './order.ts';
import { followTransition, type OrderEventName } from './order-transitions.ts';

/** In what a statement disagrees with the order it speaks of. */
export type Disagreement =
  | 'outTradeNo'
  | 'amountFen'
  | 'currency'
  | 'appid'
  | 'mchid'
  | 'openid'
  | 'transactionId';

/** What a verified statement does to an order. */
export type PaymentDecision =
  /** `duplicate`: the money is known. `open`: nothing has happened yet. `settled`: it says nothing that still matters. */
  | { readonly kind: 'unchanged'; readonly why: 'duplicate' | 'open' | 'settled' }
  | PaymentChange
  | (Omit<PaymentChange, 'kind'> & {
      readonly kind: 'disputed';
      readonly disagreements: readonly Disagreement[];
    });

/** One arrow and what goes with it. */
export interface PaymentChange {
  readonly kind: 'change';
  readonly event: OrderEventName;
  readonly to: OrderState;
  readonly patch: Partial<Pick<Order, 'state' | 'transactionId' | 'paidAtMs' | 'nextPollAtMs'>>;
  /** The facts to announce. */
  readonly announce: readonly ('order.paid' | 'order.closed' | 'order.disputed')[];
  /** The money came after we began to close. */
  readonly late: boolean;
  readonly releaseStock: boolean;
  readonly note: string | null;
}

/**
 * Judges a verified statement of WeChat against our order. Pure: the same two values always give
 * the same answer, and a statement that was followed once changes nothing the second time.
 *
 * The promise: an order becomes `paid` only when order number, amount, currency, appid, mchid and
 * openid all agree and no other transaction paid it; else it becomes `disputed`.
 *
 * @param nowMs Stands in for WeChat's `success_time` when the statement has none.
 */
export function decidePayment(
  order: Order,
  statement: PaymentStatement,
  nowMs: number,
): PaymentDecision {
  if (order.state === 'disputed') return { kind: 'unchanged', why: 'settled' };
  switch (statement.tradeState) {
    // A refund, also a partial one, presupposes the payment.
    case 'paid':
    case 'refunded':
      return decideMoney(order, statement, nowMs);
    case 'closed':
      return decideClosed(order);
    case 'unpaid':
    case 'other':
      return { kind: 'unchanged', why: isOpen(order.state) ? 'open' : 'settled' };
  }
}

/** May an order in this state still be paid in the ordinary way? */
export function isOpen(state: OrderState): boolean {
  return state === 'created' || state === 'payable' || state === 'closing';
}

/** Lists what a statement about money says differently from the order. */
export function findDisagreements(order: Order, statement: PaymentStatement): Disagreement[] {
  const found: Disagreement[] = [];
  if (statement.outTradeNo !== order.outTradeNo) found.push('outTradeNo');
  if (statement.amountFen !== order.amountFen) found.push('amountFen');
  if (statement.currency !== 'CNY') found.push('currency');
  if (statement.appid !== order.appid) found.push('appid');
  if (statement.mchid !== order.mchid) found.push('mchid');
  if (statement.openid !== order.openid) found.push('openid');
  const known = order.transactionId ?? statement.transactionId;
  if (statement.transactionId === null || statement.transactionId !== known) {
    found.push('transactionId');
  }
  return found;
}

function decideMoney(order: Order, statement: PaymentStatement, nowMs: number): PaymentDecision {
  const disagreements = findDisagreements(order, statement);
  if (disagreements.length > 0) {
    return {
      kind: 'disputed',
      event: 'dispute',
      to: followTransition(order.state, 'dispute'),
      // The transaction is not written to the order: it may be another order's.
      patch: { state: 'disputed', nextPollAtMs: null },
      announce: ['order.disputed'],
      late: false,
      releaseStock: false,
      note: `the statement disagrees in: ${disagreements.join(', ')}`,
      disagreements,
    };
  }
  if (order.state === 'paid' || order.state === 'refunding') {
    return { kind: 'unchanged', why: 'duplicate' };
  }
  const late = order.state === 'closing' || order.state === 'closed';
  return {
    kind: 'change',
    event: 'pay',
    to: followTransition(order.state, 'pay'),
    patch: {
      state: 'paid',
      transactionId: statement.transactionId,
      paidAtMs: statement.successAtMs ?? nowMs,
      nextPollAtMs: null,
    },
    announce: ['order.paid'],
    late,
    releaseStock: false,
    note: late ? 'paid late: accepted' : null,
  };
}

function decideClosed(order: Order): PaymentDecision {
  if (!isOpen(order.state)) return { kind: 'unchanged', why: 'settled' };
  return {
    kind: 'change',
    event: 'close',
    to: followTransition(order.state, 'close'),
    // WeChat's CLOSED is a terminal word: nothing is left to ask.
    patch: { state: 'closed', nextPollAtMs: null },
    announce: ['order.closed'],
    late: false,
    releaseStock: true,
    note: 'WeChat says closed',
  };
}
