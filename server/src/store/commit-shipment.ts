import type pg from 'pg';
import type { ShipmentCommit } from '../ports.ts';
import { rowFromShipment } from './shipment-row.ts';
import { statement } from './statement.ts';

/**
 * Commits one change of a shipment in one statement: the shipment, if it still has the version that was
 * read, and with it announcements and the payer's message.
 */
export async function commitShipment(
  pool: pg.Pool,
  { before, patch, outbox = [], message }: ShipmentCommit,
): Promise<'committed' | 'stale'> {
  const row = rowFromShipment({ ...before, ...patch });
  const { rows } = await pool.query<{ committed: boolean }>({
    ...changeShipment,
    values: [
      row.merchant_id,
      row.order_id,
      row.version,
      row.method,
      row.parcels,
      row.complete,
      row.state,
      row.changes,
      row.requested_by,
      row.requested_at_ms,
      row.reported_at_ms,
      row.problem,
      row.stage,
      row.asked_at_ms,
      row.received_at_ms,
      row.settles_at_ms,
      row.settled_at_ms,
      patch.nextReportAtMs !== undefined,
      patch.nextReportAtMs ?? null,
      row.report_count,
      outbox.map(({ id }) => id),
      outbox.map(({ type }) => type),
      outbox.map(({ atMs }) => atMs),
      outbox.map(({ payload }) => JSON.stringify(payload)),
      message?.kind ?? null,
      message?.createdAtMs ?? null,
    ],
  });
  return rows[0]?.committed ? 'committed' : 'stale';
}

const changeShipment = statement(`
with changed as (
  update shipments set
    method = $4,
    parcels = $5::jsonb,
    complete = $6::boolean,
    state = $7,
    changes = $8::integer,
    requested_by = $9,
    requested_at_ms = $10::bigint,
    reported_at_ms = $11::bigint,
    problem = $12,
    stage = $13,
    asked_at_ms = $14::bigint,
    received_at_ms = $15::bigint,
    settles_at_ms = $16::bigint,
    settled_at_ms = $17::bigint,
    next_report_at_ms = case when $18::boolean then $19::bigint else next_report_at_ms end,
    report_count = $20::integer,
    version = version + 1
  where merchant_id = $1 and order_id = $2 and version = $3::integer
  returning order_id, openid
), announced as (
  insert into outbox (merchant_id, id, order_id, type, at_ms, payload)
  select $1, o.id, c.order_id, o.type, o.at_ms, o.payload
  from changed c, unnest($21::text[], $22::text[], $23::bigint[], $24::jsonb[])
    as o (id, type, at_ms, payload)
), told as (
  insert into payer_messages (
    merchant_id, order_id, kind, openid, state, created_at_ms, next_send_at_ms
  )
  select $1, order_id, $25::text, openid, 'pending', $26::bigint, $26::bigint
  from changed
  where $25::text is not null
  on conflict do nothing
)
select exists (select from changed) as committed
`);
