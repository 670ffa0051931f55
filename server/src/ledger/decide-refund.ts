import type { Refund, RefundState, RefundStatement } from './refund.ts';
import { followRefundTransition, type RefundEventName } from './refund-transitions.ts';

/** In what a statement disagrees with the refund it speaks of. */
export type RefundDisagreement =
  | 'outRefundNo'
  | 'outTradeNo'
  | 'transactionId'
  | 'refundId'
  | 'amountFen'
  | 'totalFen'
  | 'neverSent';

/** What a verified statement does to a refund. */
export type RefundDecision =
  /** `known`: it says nothing new. `contradiction`: it disagrees with what is final here: a person must look. */
  | { readonly kind: 'unchanged'; readonly why: 'known' | 'contradiction' }
  | {
      readonly kind: 'change';
      readonly event: RefundEventName;
      readonly to: RefundState;
      readonly patch: Partial<
        Pick<
          Refund,
          'state' | 'refundId' | 'acceptedAtMs' | 'succeededAtMs' | 'receivedBy' | 'problem'
        >
      >;
      readonly disagreements: readonly RefundDisagreement[];
    };

/**
 * Judges a verified statement of WeChat against our refund. Pure: the same two values always give
 * the same answer, a statement that was followed once changes nothing the second time, and an older
 * one that comes late takes nothing back.
 *
 * @param nowMs Stands in for WeChat's `success_time` when the statement has none.
 */
export function decideRefund(
  refund: Refund,
  statement: RefundStatement,
  nowMs: number,
): RefundDecision {
  const disagreements = findRefundDisagreements(refund, statement);
  if (refund.state === 'disputed') return { kind: 'unchanged', why: 'known' };
  if (refund.state === 'succeeded' || refund.state === 'closed') {
    return { kind: 'unchanged', why: isSame(refund, statement) ? 'known' : 'contradiction' };
  }
  if (disagreements.length > 0) return dispute(refund, disagreements);
  const event = eventOf(refund, statement);
  if (event === null) return { kind: 'unchanged', why: 'known' };
  const to = followRefundTransition(refund.state, event);
  return {
    kind: 'change',
    event,
    to,
    patch: {
      state: to,
      refundId: statement.refundId,
      acceptedAtMs: statement.acceptedAtMs ?? refund.acceptedAtMs,
      receivedBy: statement.receivedBy ?? refund.receivedBy,
      problem: to === 'abnormal' ? 'ABNORMAL' : to === 'closed' ? 'CLOSED' : null,
      ...(to === 'succeeded' ? { succeededAtMs: statement.succeededAtMs ?? nowMs } : {}),
    },
    disagreements,
  };
}

/** Lists what a statement says differently from the refund. */
function findRefundDisagreements(refund: Refund, statement: RefundStatement): RefundDisagreement[] {
  const found: RefundDisagreement[] = [];
  if (statement.outRefundNo !== refund.outRefundNo) found.push('outRefundNo');
  if (statement.outTradeNo !== refund.outTradeNo) found.push('outTradeNo');
  if (statement.transactionId !== refund.transactionId) found.push('transactionId');
  if (refund.refundId !== null && statement.refundId !== refund.refundId) found.push('refundId');
  if (statement.amountFen !== refund.amountFen) found.push('amountFen');
  if (statement.totalFen !== refund.totalFen) found.push('totalFen');
  if (refund.state === 'awaiting-approval') found.push('neverSent');
  return found;
}

/** Does it leave the money where we have it? What WeChat said before it was final may come late. */
function isSame(refund: Refund, statement: RefundStatement): boolean {
  if (findRefundDisagreements(refund, statement).length > 0) return false;
  if (refund.state === 'succeeded') return statement.status !== 'closed';
  // Closed without a number of WeChat's: it was never to know of it.
  return refund.refundId === null
    ? statement.status === 'closed'
    : statement.status !== 'succeeded';
}

function eventOf(refund: Refund, { status }: RefundStatement): RefundEventName | null {
  switch (status) {
    case 'processing':
      return refund.state === 'requested' ? 'accept' : null;
    case 'succeeded':
      return 'succeed';
    case 'closed':
      return 'close';
    case 'abnormal':
      return refund.state === 'abnormal' ? null : 'fail';
    case 'other':
      return null;
  }
}

function dispute(refund: Refund, disagreements: readonly RefundDisagreement[]): RefundDecision {
  return {
    kind: 'change',
    event: 'dispute',
    to: followRefundTransition(refund.state, 'dispute'),
    patch: { state: 'disputed', problem: 'DISAGREEMENT' },
    disagreements,
  };
}
