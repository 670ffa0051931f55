import type pg from 'pg';
import type { Store } from '../ports.ts';
import { statement } from './statement.ts';

/**
 * Follows announcements of `order.paid` in one statement: those taken are marked, and what follows from
 * them is written beside the mark, so that a process that dies has either done both or nothing.
 */
export async function followPayments(
  pool: pg.Pool,
  follow: Parameters<Store['followPayments']>[0],
): Promise<number> {
  const { rows } = await pool.query<{ count: string | number }>({
    ...followPaid,
    values: [
      follow.merchantId,
      follow.nowMs,
      follow.sinceMs,
      follow.limit,
      follow.method,
      follow.firstReportAtMs,
      follow.tellsPayer,
    ],
  });
  return Number(rows[0]?.count ?? 0);
}

const followPaid = statement(`
with fresh as materialized (
  select merchant_id, id, order_id, at_ms
  from outbox
  where merchant_id = $1::text and type = 'order.paid' and followed_at_ms is null
  order by at_ms
  limit $4::integer
  for update skip locked
), marked as (
  update outbox o set followed_at_ms = $2::bigint
  from fresh f
  where o.merchant_id = f.merchant_id and o.id = f.id
), paid as materialized (
  select distinct on (o.id)
    o.merchant_id, o.id, o.out_trade_no, o.transaction_id, o.openid, o.description
  from fresh f
  join orders o on o.merchant_id = f.merchant_id and o.id = f.order_id
  where f.at_ms >= $3::bigint and o.state = 'paid' and o.transaction_id is not null
), shipped as (
  insert into shipments (
    merchant_id, order_id, out_trade_no, transaction_id, openid, method, parcels, complete, state,
    changes, requested_by, requested_at_ms, next_report_at_ms, report_count, version
  )
  select
    merchant_id, id, out_trade_no, transaction_id, openid, $5::text,
    jsonb_build_array(jsonb_build_object(
      'itemDesc', left(description, 120), 'carrier', null, 'trackingNo', null,
      'receiverPhone', null, 'reported', false
    )),
    true, 'to-report', 0, 'system', $2::bigint, $6::bigint, 0, 1
  from paid
  where $5::text is not null
  on conflict do nothing
), told as (
  insert into payer_messages (
    merchant_id, order_id, kind, openid, state, created_at_ms, next_send_at_ms
  )
  select merchant_id, id, 'paid', openid, 'pending', $2::bigint, $2::bigint
  from paid
  where $7::boolean
  on conflict do nothing
)
select count(*) from fresh
`);
