import { nextRefundPollAtMs } from '../ledger/refund-poll-slots.ts';
import type { Order, Ports, Refund } from '../ports.ts';

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
    nextPollAtMs: nextRefundPollAtMs({ ...intent, requestedAtMs, pollCount: 0 }, requestedAtMs),
    pollCount: 0,
    version: 1,
  });
}
