import type { Selectable } from 'kysely';
import type { Parcel, PayerMessage, Shipment } from '../ports.ts';
import type { MessageTable, ShipmentTable } from './after-payment-tables.ts';

/** A row of `shipments`. */
export type ShipmentRow = Selectable<ShipmentTable>;

/** A row of `payer_messages`. */
export type MessageRow = Selectable<MessageTable>;

/** Reads a row as a shipment; the database's constraints vouch for method and state. */
export function shipmentFromRow(row: ShipmentRow): Shipment {
  return Object.freeze({
    merchantId: row.merchant_id,
    orderId: row.order_id,
    outTradeNo: row.out_trade_no,
    transactionId: row.transaction_id,
    openid: row.openid,
    method: row.method as Shipment['method'],
    parcels: row.parcels as readonly Parcel[],
    complete: row.complete,
    state: row.state as Shipment['state'],
    changes: row.changes,
    requestedBy: row.requested_by,
    requestedAtMs: row.requested_at_ms,
    reportedAtMs: row.reported_at_ms,
    problem: row.problem,
    stage: row.stage as Shipment['stage'],
    askedAtMs: row.asked_at_ms,
    receivedAtMs: row.received_at_ms,
    settlesAtMs: row.settles_at_ms,
    settledAtMs: row.settled_at_ms,
    nextReportAtMs: row.next_report_at_ms,
    reportCount: row.report_count,
    version: row.version,
  });
}

/** Writes a shipment as a row. */
export function rowFromShipment(shipment: Shipment) {
  return {
    merchant_id: shipment.merchantId,
    order_id: shipment.orderId,
    out_trade_no: shipment.outTradeNo,
    transaction_id: shipment.transactionId,
    openid: shipment.openid,
    method: shipment.method,
    parcels: JSON.stringify(shipment.parcels),
    complete: shipment.complete,
    state: shipment.state,
    changes: shipment.changes,
    requested_by: shipment.requestedBy,
    requested_at_ms: shipment.requestedAtMs,
    reported_at_ms: shipment.reportedAtMs,
    problem: shipment.problem,
    stage: shipment.stage,
    asked_at_ms: shipment.askedAtMs,
    received_at_ms: shipment.receivedAtMs,
    settles_at_ms: shipment.settlesAtMs,
    settled_at_ms: shipment.settledAtMs,
    next_report_at_ms: shipment.nextReportAtMs,
    report_count: shipment.reportCount,
    version: shipment.version,
  };
}

/** Reads a row as a message. */
export function messageFromRow(row: MessageRow): PayerMessage {
  return Object.freeze({
    merchantId: row.merchant_id,
    orderId: row.order_id,
    kind: row.kind as PayerMessage['kind'],
    openid: row.openid,
    state: row.state as PayerMessage['state'],
    createdAtMs: row.created_at_ms,
    sentAtMs: row.sent_at_ms,
    problem: row.problem,
    nextSendAtMs: row.next_send_at_ms,
    sendCount: row.send_count,
    isUncertain: row.uncertain,
  });
}
