import type { Order, Refund, RefundCommit, RefundEvent } from '../ports.ts';
import { ConstraintViolation } from './constraint-violation.ts';
import { refundArrows } from './refund-arrows.ts';

/**
 * Refuses a new refund that the database's constraints would refuse, as far as it can be seen from
 * the refund and its order alone.
 *
 * @throws ConstraintViolation
 */
export function checkNewRefund(order: Order, refund: Refund, event: RefundEvent): void {
  const isOwn = refund.merchantId === order.merchantId && refund.orderId === order.id;
  demand(isOwn, 'refunds_belong_to_their_order');
  demand(refund.amountFen >= 1 && refund.amountFen <= refund.totalFen, 'refunds_amount_fits');
  demand(event.from === null && event.to === refund.state, 'refunds_state_is_in_history');
  checkArrow(event);
  checkRefund(refund);
}

/**
 * Refuses a commit that the database's constraints would refuse.
 *
 * @throws ConstraintViolation
 */
export function checkRefundCommit(stored: Refund, { patch, event }: RefundCommit): void {
  const state = patch.state ?? stored.state;
  demand((event?.to ?? stored.state) === state, 'refunds_state_is_in_history');
  demand(!event || event.from === stored.state, 'refund_events_continue');
  if (event) checkArrow(event);
  checkRefund({ ...stored, ...patch });
}

/** Does this refund take its amount from what its order was paid? A surplus never was part of it. */
export function holdsOrderMoney({ kind }: Pick<Refund, 'kind'>): boolean {
  return kind !== 'surplus';
}

function checkRefund({ state, refundId, succeededAtMs, approvedBy, requestedBy }: Refund): void {
  demand(approvedBy !== requestedBy, 'refunds_need_four_eyes');
  const isKnown = refundId !== null && succeededAtMs !== null;
  demand(state !== 'succeeded' || isKnown, 'refunds_succeeded_is_known');
}

function checkArrow({ from, name, to }: RefundEvent): void {
  demand(refundArrows.has([from ?? '', name, to].join(' ')), 'refund_events_follow_arrows');
}

function demand(holds: boolean, constraint: string): void {
  if (!holds) throw new ConstraintViolation(constraint);
}
