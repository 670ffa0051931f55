import type pg from 'pg';
import type { WebhookStore } from '../ports.ts';
import { statement } from './statement.ts';

/** After every position that there is: what is left of an endpoint is younger. */
const PAST_ALL = Number.MAX_SAFE_INTEGER;

/** How what is old is deleted: by keys alone, a bounded stretch with each statement, whatever the size of the tables. */
export function sweepWebhooks(
  pool: pg.Pool,
): Pick<WebhookStore, 'sweepDeliveries' | 'sweepEvents'> {
  return {
    async sweepDeliveries({ merchantId, beforeMs, after, limit }) {
      const { rows } = await pool.query<{
        deleted: number;
        seen: number;
        endpoint_id: string | null;
        position: number | null;
        is_young: boolean | null;
      }>({
        ...deleteDeliveries,
        values: [merchantId, after?.endpointId ?? '', after?.position ?? 0, limit, beforeMs],
      });
      const [row] = rows;
      const isEnd = !row || row.seen < limit || row.endpoint_id === null;
      if (isEnd) return { deleted: row?.deleted ?? 0, next: null };
      const position = row.is_young ? PAST_ALL : (row.position ?? 0);
      return { deleted: row.deleted, next: { endpointId: row.endpoint_id ?? '', position } };
    },
    async sweepEvents({ merchantId, beforeMs, after, limit }) {
      const { rows } = await pool.query<{
        deleted: number;
        seen: number;
        position: number | null;
        is_young: boolean | null;
      }>({ ...deleteEvents, values: [merchantId, after, limit, beforeMs] });
      const [row] = rows;
      const isEnd = !row || row.seen < limit || row.is_young === true;
      return { deleted: row?.deleted ?? 0, next: isEnd ? null : row.position };
    },
  };
}

// Whether it is pending is asked of the row as it is now: somebody may have it sent again at this moment.
const deleteDeliveries = statement(`
with stretch as materialized (
  select endpoint_id, position, state, created_at_ms, finished_at_ms
  from deliveries
  where merchant_id = $1::text and (endpoint_id, position) > ($2::text, $3::bigint)
  order by endpoint_id, position
  limit $4::integer
), gone as (
  delete from deliveries d using stretch s
  where d.merchant_id = $1::text and d.endpoint_id = s.endpoint_id and d.position = s.position
    and d.state <> 'pending' and d.finished_at_ms < $5::bigint
  returning 1
)
select
  (select count(*) from gone)::integer as deleted,
  (select count(*) from stretch)::integer as seen,
  last.endpoint_id, last.position, last.created_at_ms >= $5::bigint as is_young
from (values (1)) one
left join lateral (
  select * from stretch order by endpoint_id desc, position desc limit 1
) last on true
`);

const deleteEvents = statement(`
with stretch as materialized (
  select id, position, at_ms
  from outbox
  where merchant_id = $1::text and position > $2::bigint
  order by position
  limit $3::integer
), gone as (
  delete from outbox o using stretch s
  where o.merchant_id = $1::text and o.id = s.id and s.at_ms < $4::bigint
    and not exists (
      select from webhook_endpoints e
      join deliveries d
        on d.merchant_id = e.merchant_id and d.endpoint_id = e.id and d.position = s.position
      where e.merchant_id = $1::text
    )
  returning 1
)
select
  (select count(*) from gone)::integer as deleted,
  (select count(*) from stretch)::integer as seen,
  last.position, last.at_ms >= $4::bigint as is_young
from (values (1)) one
left join lateral (select * from stretch order by position desc limit 1) last on true
`);
