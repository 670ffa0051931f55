import type pg from 'pg';
import type { Store } from '../ports.ts';
import { statement } from './statement.ts';

/** How many events before the first look are looked at: those that came while a server started. */
const LOOKED_BACK = 1_000;

/**
 * Follows placed events in one statement: the merchant's cursor moves on, and what follows from the payments
 * among them is written beside it, so that a process that dies has either done both or nothing.
 *
 * A process that finds the cursor locked leaves the work to the one that holds it. One that took it just
 * after another reads the cursor as it is now, and the events as they were a moment before: it may see
 * fewer, never one twice.
 */
export async function followPayments(
  pool: pg.Pool,
  follow: Parameters<Store['followPayments']>[0],
): Promise<number> {
  const values = [
    follow.merchantId,
    follow.nowMs,
    follow.sinceMs,
    follow.limit,
    follow.method,
    follow.firstReportAtMs,
    follow.tellsPayersOf,
  ];
  const ask = () => pool.query<{ passed: number; has_cursor: boolean }>({ ...followPaid, values });
  const { rows } = await ask();
  if (rows[0]?.has_cursor) return rows[0].passed;
  await pool.query({ ...beginCursor, values: [follow.merchantId, LOOKED_BACK] });
  return (await ask()).rows[0]?.passed ?? 0;
}

const beginCursor = statement(`
insert into payment_cursors (merchant_id, position)
values ($1::text, greatest(0, coalesce(
  (select last_position from event_heads where merchant_id = $1::text), 0
) - $2::bigint))
on conflict do nothing
`);

const followPaid = statement(`
with cursor as materialized (
  select position from payment_cursors where merchant_id = $1::text
  for update skip locked
), stretch as materialized (
  select o.order_id, o.type, o.at_ms, o.position
  from cursor c, lateral (
    select order_id, type, at_ms, position
    from outbox
    where merchant_id = $1::text and position > c.position
    order by position
    limit $4::integer
  ) o
), moved as (
  update payment_cursors set position = (select max(position) from stretch)
  where merchant_id = $1::text and exists (select from stretch)
), paid as materialized (
  select distinct on (o.id)
    o.merchant_id, o.id, o.out_trade_no, o.transaction_id, o.openid, o.appid, o.description
  from stretch s
  join orders o on o.merchant_id = $1::text and o.id = s.order_id
  where s.type = 'order.paid' and s.at_ms >= $3::bigint
    and o.state = 'paid' and o.transaction_id is not null
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
  where appid = any ($7::text[])
  on conflict do nothing
)
select
  (select count(*) from stretch)::integer as passed,
  exists (select from payment_cursors where merchant_id = $1::text) as has_cursor
`);
