import type {
  MerchantOrder as ContractOrder,
  Refund as ContractRefund,
  MerchantOrderDetail,
  RefundDetail,
} from '@yifen/contract';
import type { OrderDescription } from '../flows/describe-order.ts';
import { adviseRefund } from '../flows/describe-refund.ts';
import type { Order, OrderEvent, Refund, RefundEvent } from '../ports.ts';
import { presentOrder, rfc3339 } from './present-order.ts';

/** Shows an order to its merchant: all that its payer sees, and who the payer is. */
export function presentMerchantOrder(order: Order) {
  const { appid, mchid, openid } = order;
  return { ...presentOrder(order), appid, mchid, openid } satisfies ContractOrder;
}

/** Shows an order with all that happened to it. */
export function presentOrderDetail({ order, events, attempts, refunds }: OrderDescription) {
  return {
    ...presentMerchantOrder(order),
    history: events.map(presentLine),
    formerNumbers: attempts.map(({ outTradeNo, amountFen, supersededAtMs }) => ({
      outTradeNo,
      amountFen,
      supersededAt: rfc3339(supersededAtMs),
    })),
    refunds: refunds.map(presentRefund),
  } satisfies MerchantOrderDetail;
}

/** Shows a refund to its merchant, with what to do about it. */
export function presentRefund(refund: Refund) {
  return {
    id: refund.id,
    orderId: refund.orderId,
    outTradeNo: refund.outTradeNo,
    outRefundNo: refund.outRefundNo,
    transactionId: refund.transactionId,
    refundId: refund.refundId,
    kind: refund.kind,
    state: refund.state,
    amountFen: refund.amountFen,
    totalFen: refund.totalFen,
    reason: refund.reason,
    requestedBy: refund.requestedBy,
    approvedBy: refund.approvedBy,
    requestedAt: rfc3339(refund.requestedAtMs),
    acceptedAt: timeOf(refund.acceptedAtMs),
    succeededAt: timeOf(refund.succeededAtMs),
    receivedBy: refund.receivedBy,
    problem: refund.problem,
    advice: adviseRefund(refund),
  } satisfies ContractRefund;
}

/** Shows a refund with all that happened to it. */
export function presentRefundDetail(refund: Refund, events: readonly RefundEvent[]) {
  return {
    ...presentRefund(refund),
    history: events.map((event) => ({ ...presentLine(event), by: event.by })),
  } satisfies RefundDetail;
}

function presentLine({ name, from, to, atMs, note }: OrderEvent | RefundEvent) {
  return { name, from, to, at: rfc3339(atMs), note };
}

function timeOf(atMs: number | null): string | null {
  return atMs === null ? null : rfc3339(atMs);
}
