import type { Order, OrderCommit, OrderEvent, PaymentCommit } from '../ports.ts';
import { ConstraintViolation } from './constraint-violation.ts';
import { orderArrows } from './order-arrows.ts';

/**
 * Refuses a new order that the database's constraints would refuse.
 *
 * @throws ConstraintViolation
 */
export function checkNewOrder(order: Order, event: OrderEvent): void {
  demand(order.amountFen > 0, 'orders_amount_is_positive');
  demand(event.from === null && event.to === order.state, 'orders_state_is_in_history');
  checkArrow(event);
  checkPaid(order);
}

/**
 * Refuses a commit that the database's constraints would refuse: a state that no history line leads
 * to, a line that does not start where the last one ended, a second transaction for the same order.
 *
 * @throws ConstraintViolation
 */
export function checkCommit(stored: Order, { patch, event }: OrderCommit): void {
  const state = patch.state ?? stored.state;
  demand((event?.to ?? stored.state) === state, 'orders_state_is_in_history');
  demand(!event || event.from === stored.state, 'order_events_continue');
  if (event) checkArrow(event);
  const isRenewed = patch.outTradeNo !== undefined || patch.amountFen !== undefined;
  demand(!isRenewed || event?.name === 'renew', 'orders_keep_their_number_and_amount');
  demand((patch.amountFen ?? stored.amountFen) > 0, 'orders_amount_is_positive');
  const isOtherTransaction =
    stored.transactionId !== null &&
    patch.transactionId !== undefined &&
    patch.transactionId !== stored.transactionId;
  demand(!isOtherTransaction, 'orders_keep_their_transaction');
  checkPaid({ ...stored, ...patch });
}

/**
 * Refuses a payment that would contradict itself if its order is as expected.
 *
 * @throws ConstraintViolation
 */
export function checkPayment({ expected, patch, event }: PaymentCommit): void {
  const after = { ...expected, paidAtMs: null, ...patch };
  demand(event.to === after.state, 'orders_state_is_in_history');
  demand(event.from === expected.state, 'order_events_continue');
  checkArrow(event);
  checkPaid(after);
}

function checkArrow({ from, name, to }: OrderEvent): void {
  demand(orderArrows.has([from ?? '', name, to].join(' ')), 'order_events_follow_arrows');
}

function checkPaid({
  state,
  transactionId,
  paidAtMs,
}: Pick<Order, 'state' | 'transactionId' | 'paidAtMs'>): void {
  const isPaid = state === 'paid' || state === 'refunding';
  demand(!isPaid || (transactionId !== null && paidAtMs !== null), 'orders_paid_has_transaction');
}

function demand(holds: boolean, constraint: string): void {
  if (!holds) throw new ConstraintViolation(constraint);
}
