import { nextRefundPollAtMs } from '../ledger/refund-poll-slots.ts';
import { followRefundTransition } from '../ledger/refund-transitions.ts';
import type { NewRefund, Order, Ports, Refund } from '../ports.ts';

/** How many random characters follow the `R` of a refund number. */
const NUMBER_LENGTH = 23;

/**
 * Makes a new refund of an order's money. It is due a minute from now, so that the poll sends it when
 * whoever made it could not.
 */
export function placeRefund(
  { clock, random, settings }: Ports,
  order: Order,
  intent: Pick<
    Refund,
    | 'kind'
    | 'state'
    | 'outTradeNo'
    | 'transactionId'
    | 'amountFen'
    | 'totalFen'
    | 'reason'
    | 'requestedBy'
  >,
): Refund {
  const requestedAtMs = clock.nowMs();
  return Object.freeze({
    ...intent,
    id: random.uuid(),
    merchantId: order.merchantId,
    orderId: order.id,
    outRefundNo: `R${random.digits(NUMBER_LENGTH)}`,
    notifyUrl: settings.notifyUrl,
    approvedBy: null,
    requestedAtMs,
    sentAtMs: null,
    refundId: null,
    acceptedAtMs: null,
    succeededAtMs: null,
    receivedBy: null,
    problem: null,
    nextPollAtMs: nextRefundPollAtMs(
      { ...intent, problem: null, requestedAtMs, pollCount: 0 },
      requestedAtMs,
    ),
    pollCount: 0,
    version: 1,
  });
}

/**
 * Makes a refund of a whole payment, or of what is left of it, that a policy demands; the policy is its approval. It is due at
 * once: the poll sends it, and whoever brought the money's statement need not wait.
 */
export function placePolicyRefund(
  ports: Ports,
  order: Order,
  {
    kind,
    outTradeNo,
    transactionId,
    amountFen,
    totalFen,
    reason,
  }: Pick<Refund, 'kind' | 'outTradeNo' | 'transactionId' | 'amountFen' | 'totalFen' | 'reason'>,
): NewRefund {
  const state = followRefundTransition(null, 'request');
  const requestedBy = 'system';
  const placed = placeRefund(ports, order, {
    kind,
    state,
    outTradeNo,
    transactionId,
    amountFen,
    totalFen,
    reason,
    requestedBy,
  });
  const { requestedAtMs: atMs } = placed;
  const refund = Object.freeze({ ...placed, nextPollAtMs: atMs });
  const event = { name: 'request', from: null, to: state, atMs, by: requestedBy, note: null };
  return { refund, event, idempotency: null };
}
