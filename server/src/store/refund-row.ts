import type { Insertable, Selectable } from 'kysely';
import type { Fen } from '../ledger/fen.ts';
import type { Refund, RefundKind, RefundState } from '../ledger/refund.ts';
import type { NewRefund } from '../ports.ts';
import type { Schema } from './schema.ts';

/** A row of `refunds`. */
export type RefundRow = Selectable<Schema['refunds']>;

/** Reads a row as a refund; the database's constraints vouch for the amounts and the state. */
export function refundFromRow(row: RefundRow): Refund {
  return Object.freeze({
    id: row.id,
    merchantId: row.merchant_id,
    orderId: row.order_id,
    outTradeNo: row.out_trade_no,
    transactionId: row.transaction_id,
    outRefundNo: row.out_refund_no,
    kind: row.kind as RefundKind,
    state: row.state as RefundState,
    amountFen: row.amount_fen as Fen,
    totalFen: row.total_fen as Fen,
    reason: row.reason,
    notifyUrl: row.notify_url,
    requestedBy: row.requested_by,
    approvedBy: row.approved_by,
    requestedAtMs: row.requested_at_ms,
    sentAtMs: row.sent_at_ms,
    refundId: row.wechat_refund_id,
    acceptedAtMs: row.accepted_at_ms,
    succeededAtMs: row.succeeded_at_ms,
    receivedBy: row.received_by,
    problem: row.problem,
    nextPollAtMs: row.next_poll_at_ms,
    pollCount: row.poll_count,
    version: row.version,
  });
}

/** Writes a new refund as its row. */
export function rowFromRefund({
  refund,
  idempotency,
}: NewRefund): Required<Insertable<Schema['refunds']>> {
  return {
    merchant_id: refund.merchantId,
    id: refund.id,
    order_id: refund.orderId,
    out_trade_no: refund.outTradeNo,
    transaction_id: refund.transactionId,
    out_refund_no: refund.outRefundNo,
    kind: refund.kind,
    state: refund.state,
    last_event: 1,
    amount_fen: refund.amountFen,
    total_fen: refund.totalFen,
    reason: refund.reason,
    notify_url: refund.notifyUrl,
    requested_by: refund.requestedBy,
    approved_by: refund.approvedBy,
    requested_at_ms: refund.requestedAtMs,
    sent_at_ms: refund.sentAtMs,
    wechat_refund_id: refund.refundId,
    accepted_at_ms: refund.acceptedAtMs,
    succeeded_at_ms: refund.succeededAtMs,
    received_by: refund.receivedBy,
    problem: refund.problem,
    next_poll_at_ms: refund.nextPollAtMs,
    poll_count: refund.pollCount,
    version: refund.version,
    idempotency_key: idempotency?.key ?? null,
    input_digest: idempotency?.inputDigest ?? null,
  };
}

/** Writes the first line of a refund's history as its row. */
export function firstEventRow({ refund, event }: NewRefund): Insertable<Schema['refund_events']> {
  return {
    merchant_id: refund.merchantId,
    refund_id: refund.id,
    number: 1,
    previous_number: null,
    from_state: null,
    name: event.name,
    to_state: event.to,
    at_ms: event.atMs,
    by: event.by,
    note: event.note,
  };
}
