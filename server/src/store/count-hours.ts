/**
 * Counts the hours `$2` (an array of their beginnings) of the merchant `$1` from the orders, histories and refunds
 * themselves, as SQL of columns like those of `figures`. Each hour is a stretch of three indexes.
 *
 * Orders count in the hour of the first line of their history, which is when they were made.
 */
export const countHours = `
select
  h.hour_ms, c.created, c.prepaid, c.paid, p.payments, p.paid_fen, r.refunds, r.refunded_fen,
  c.open_orders
from unnest($2::bigint[]) as h (hour_ms)
cross join lateral (
  select
    count(*) as created,
    count(*) filter (where o.prepaid_at_ms is not null or o.paid_at_ms is not null) as prepaid,
    count(o.paid_at_ms) as paid,
    count(*) filter (where o.state in ('created', 'payable', 'closing')) as open_orders
  from order_events e
  join orders o on o.merchant_id = e.merchant_id and o.id = e.order_id
  where e.merchant_id = $1::text and e.number = 1
    and e.at_ms >= h.hour_ms and e.at_ms < h.hour_ms + 3600000
) c
cross join lateral (
  select count(*) as payments, coalesce(sum(o.amount_fen), 0)::bigint as paid_fen
  from orders o
  where o.merchant_id = $1::text
    and o.paid_at_ms >= h.hour_ms and o.paid_at_ms < h.hour_ms + 3600000
) p
cross join lateral (
  select count(*) as refunds, coalesce(sum(f.amount_fen), 0)::bigint as refunded_fen
  from refunds f
  where f.merchant_id = $1::text and f.kind <> 'surplus' and f.state = 'succeeded'
    and f.succeeded_at_ms >= h.hour_ms and f.succeeded_at_ms < h.hour_ms + 3600000
) r`;
