import type { Order, OrderState, PaymentStatement } from './order.ts';
import { followTransition, type OrderEventName } from './order-transitions.ts';
import { POLL_AFTER_CLOSE_MS } from './poll-slots.ts';

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
  readonly announce: readonly (
    | 'order.paid'
    | 'order.closed'
    | 'order.refunding'
    | 'order.disputed'
  )[];
  /** The money came after we began to close. */
  readonly late: boolean;
  /** What becomes of the stock: `retake` what was given back already, though others may have it by now. */
  readonly stock: 'keep' | 'release' | 'retake';
  readonly note: string | null;
}

/** What becomes of money that comes after we began to close: the order is paid all the same, or it goes back. */
export type LatePaymentPolicy = 'accept' | 'refund';

/** All of an order that a statement is judged by. */
export type JudgedOrder = Pick<
  Order,
  'state' | 'outTradeNo' | 'amountFen' | 'appid' | 'mchid' | 'openid' | 'transactionId'
>;

/**
 * Judges a verified statement of WeChat against our order. Pure: the same two values always give
 * the same answer, and a statement that was followed once changes nothing the second time.
 *
 * The promise: an order becomes `paid` only when order number, amount, currency, appid, mchid and
 * openid all agree and no other transaction paid it; else it becomes `disputed`.
 *
 * @param nowMs Stands in for WeChat's `success_time` when the statement has none; the question after a close is counted
 *   from it.
 * @param latePayment What becomes of late money. Default `accept`.
 */
export function decidePayment(
  order: JudgedOrder,
  statement: PaymentStatement,
  nowMs: number,
  latePayment: LatePaymentPolicy = 'accept',
): PaymentDecision {
  if (order.state === 'disputed') return { kind: 'unchanged', why: 'settled' };
  switch (statement.tradeState) {
    // A refund, also a partial one, presupposes the payment.
    case 'paid':
    case 'refunded':
      return decideMoney(order, statement, nowMs, latePayment);
    case 'closed':
      return decideClosed(order, nowMs);
    case 'unpaid':
    case 'other':
      return { kind: 'unchanged', why: isOpen(order.state) ? 'open' : 'settled' };
  }
}

/** May an order in this state still be paid in the ordinary way? */
function isOpen(state: OrderState): boolean {
  return state === 'created' || state === 'payable' || state === 'closing';
}

/** Lists what a statement about money says differently from the order. */
export function findDisagreements(order: JudgedOrder, statement: PaymentStatement): Disagreement[] {
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

function decideMoney(
  order: JudgedOrder,
  statement: PaymentStatement,
  nowMs: number,
  latePayment: LatePaymentPolicy,
): PaymentDecision {
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
      stock: 'keep',
      note: `the statement disagrees in: ${disagreements.join(', ')}`,
      disagreements,
    };
  }
  const isBack = order.state === 'closed' && order.transactionId !== null;
  if (order.state === 'paid' || order.state === 'refunding' || isBack) {
    return { kind: 'unchanged', why: 'duplicate' };
  }
  const late = order.state === 'closing' || order.state === 'closed';
  const isReturned = late && latePayment === 'refund';
  const event = isReturned ? 'return' : 'pay';
  const to = followTransition(order.state, event);
  return {
    kind: 'change',
    event,
    to,
    patch: {
      state: to,
      transactionId: statement.transactionId,
      paidAtMs: statement.successAtMs ?? nowMs,
      nextPollAtMs: null,
    },
    announce: [isReturned ? 'order.refunding' : 'order.paid'],
    late,
    stock: stockOf(order, isReturned),
    note: late ? `paid late: ${isReturned ? 'goes back' : 'accepted'}` : null,
  };
}

/** A closed order has given its stock back; one that is being closed has it still. */
function stockOf({ state }: JudgedOrder, isReturned: boolean): PaymentChange['stock'] {
  if (state === 'closed') return isReturned ? 'keep' : 'retake';
  return isReturned ? 'release' : 'keep';
}

function decideClosed(order: JudgedOrder, nowMs: number): PaymentDecision {
  if (!isOpen(order.state)) return { kind: 'unchanged', why: 'settled' };
  return {
    kind: 'change',
    event: 'close',
    to: followTransition(order.state, 'close'),
    // A payer who was at the password may still have paid: asked once more, as after a close of our own.
    patch: { state: 'closed', nextPollAtMs: nowMs + POLL_AFTER_CLOSE_MS },
    announce: ['order.closed'],
    late: false,
    stock: 'release',
    note: 'WeChat says closed',
  };
}
