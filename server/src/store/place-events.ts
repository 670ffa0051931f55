import type pg from 'pg';
import type { WebhookStore } from '../ports.ts';
import { statement } from './statement.ts';

/**
 * Places announced events and makes their deliveries, in one statement, under the lock on the
 * merchant's head of events.
 *
 * A process that took the lock just after another let it go still looks at the moment before: it sees
 * events as unplaced that the other has placed, and the last condition of the update leaves them alone.
 *
 * That condition is written so that the index of unplaced events is not taken to find them again: by the
 * merchant alone it finds all of them.
 */
export async function placeEvents(
  pool: pg.Pool,
  placing: Parameters<WebhookStore['placeEvents']>[0],
): Promise<number> {
  const values = [placing.merchantId, placing.limit, placing.nowMs];
  const ask = () =>
    pool.query<{ placed: number; has_head: boolean }>({ ...placeUnderLock, values });
  const { rows } = await ask();
  if (rows[0]?.has_head) return rows[0].placed;
  await pool.query({ ...beginHead, values: [placing.merchantId] });
  return (await ask()).rows[0]?.placed ?? 0;
}

const beginHead = statement(`
insert into event_heads (merchant_id, last_position)
select $1::text, 0
where exists (select from outbox where merchant_id = $1::text and position is null)
on conflict (merchant_id) do nothing
`);

const placeUnderLock = statement(`
with head as materialized (
  select last_position
  from event_heads
  where merchant_id = $1::text
    and exists (select from outbox where merchant_id = $1::text and position is null)
  for update skip locked
), unplaced as materialized (
  select $1::text as merchant_id, o.id, h.last_position + row_number() over (order by o.committed_by, o.at_ms, o.id) as position
  from head h, lateral (
    select id, committed_by, at_ms
    from outbox
    where merchant_id = $1::text and position is null
    order by committed_by, at_ms, id
    limit $2::integer
  ) o
), placed as (
  update outbox o set position = u.position
  from unplaced u
  where o.merchant_id = u.merchant_id and o.id = u.id and coalesce(o.position, 0) = 0
  returning o.id, o.order_id, o.type, o.position
), moved as (
  update event_heads set last_position = (select max(position) from unplaced)
  where merchant_id = $1::text and exists (select from unplaced)
), made as (
  insert into deliveries (
    merchant_id, endpoint_id, position, event_id, event_type, order_id, state,
    next_attempt_at_ms, created_at_ms, finished_at_ms
  )
  select
    $1::text, e.id, p.position, p.id, p.type, p.order_id,
    case e.state when 'enabled' then 'pending' else 'exhausted' end,
    case e.state when 'enabled' then $3::bigint end,
    $3::bigint,
    case e.state when 'enabled' then null else $3::bigint end
  from placed p
  join webhook_endpoints e on e.merchant_id = $1::text and e.state <> 'deleted'
    and (e.event_types = '{}' or p.type = any (e.event_types))
)
select
  (select count(*) from placed)::integer as placed,
  exists (select from event_heads where merchant_id = $1::text)
    or not exists (select from outbox where merchant_id = $1::text and position is null) as has_head
`);
