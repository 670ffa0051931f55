import type pg from 'pg';
import type { DueClaim, PayerMessage, Shipment } from '../ports.ts';
import {
  type MessageRow,
  messageFromRow,
  type ShipmentRow,
  shipmentFromRow,
} from './shipment-row.ts';
import { statement } from './statement.ts';

/** Takes a merchant's shipments that are due, oldest first, as `claimDueOrders` does with orders. */
export async function claimDueShipments(
  pool: pg.Pool,
  claim: DueClaim,
): Promise<readonly Shipment[]> {
  const { rows } = await pool.query<ShipmentRow>({ ...claimShipments, values: valuesOf(claim) });
  return rows.map(shipmentFromRow);
}

/** Takes a merchant's messages that are due, oldest first. */
export async function claimDueMessages(
  pool: pg.Pool,
  claim: DueClaim,
): Promise<readonly PayerMessage[]> {
  const { rows } = await pool.query<MessageRow>({ ...claimMessages, values: valuesOf(claim) });
  return rows.map(messageFromRow);
}

function valuesOf({ merchantId, nowMs, leaseSeconds, limit }: DueClaim): unknown[] {
  return [merchantId, nowMs, nowMs + leaseSeconds * 1000, limit];
}

const claimShipments = statement(`
with due as materialized (
  select merchant_id, order_id
  from shipments
  where merchant_id = $1::text and next_report_at_ms <= $2::bigint
  order by next_report_at_ms
  limit $4::integer
  for update skip locked
)
update shipments s set next_report_at_ms = $3::bigint
from due
where s.merchant_id = due.merchant_id and s.order_id = due.order_id
returning s.*
`);

const claimMessages = statement(`
with due as materialized (
  select merchant_id, order_id, kind
  from payer_messages
  where merchant_id = $1::text and next_send_at_ms <= $2::bigint
  order by next_send_at_ms
  limit $4::integer
  for update skip locked
)
update payer_messages m set next_send_at_ms = $3::bigint
from due
where m.merchant_id = due.merchant_id and m.order_id = due.order_id and m.kind = due.kind
returning m.*
`);
