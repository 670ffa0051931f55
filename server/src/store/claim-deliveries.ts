import type pg from 'pg';
import type { DueDelivery, WebhookStore } from '../ports.ts';
import { type EventRow, eventFromRow } from './event-feed.ts';
import { statement } from './statement.ts';

/** When a delivery that waits for an earlier one is looked at again: with that one, but within these. */
const SHORTEST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 60_000;

/**
 * Takes an endpoint's due deliveries, oldest first. One that must wait for an earlier one of its order
 * is moved on in time instead, so that it does not stand in the way of others.
 */
export async function claimDeliveries(
  pool: pg.Pool,
  {
    merchantId,
    endpointId,
    nowMs,
    leaseSeconds,
    limit,
  }: Parameters<WebhookStore['claimDeliveries']>[0],
): Promise<readonly DueDelivery[]> {
  const leasedUntilMs = nowMs + leaseSeconds * 1000;
  const { rows } = await pool.query<EventRow & { tries: number }>({
    ...claim,
    values: [
      merchantId,
      endpointId,
      nowMs,
      leasedUntilMs,
      limit,
      nowMs + SHORTEST_WAIT_MS,
      nowMs + LONGEST_WAIT_MS,
    ],
  });
  return rows.map((row) =>
    Object.freeze({ event: eventFromRow(row), endpointId, tries: row.tries }),
  );
}

const claim = statement(`
with due as materialized (
  select merchant_id, endpoint_id, position, order_id
  from deliveries
  where merchant_id = $1::text and endpoint_id = $2::text
    and next_attempt_at_ms <= $3::bigint and leased_until_ms <= $3::bigint
  order by next_attempt_at_ms, position
  limit $5::integer
  for update skip locked
), judged as materialized (
  select d.merchant_id, d.endpoint_id, d.position, (
    select e.next_attempt_at_ms
    from deliveries e
    where e.merchant_id = $1::text and e.endpoint_id = $2::text and e.order_id = d.order_id
      and e.position < d.position and e.state = 'pending'
    limit 1
  ) as waits_until_ms
  from due d
), claimed as (
  update deliveries d set
    leased_until_ms = case when j.waits_until_ms is null then $4::bigint else d.leased_until_ms end,
    next_attempt_at_ms = case
      when j.waits_until_ms is null then d.next_attempt_at_ms
      else greatest($6::bigint, least(j.waits_until_ms, $7::bigint))
    end
  from judged j
  where d.merchant_id = j.merchant_id and d.endpoint_id = j.endpoint_id and d.position = j.position
  returning d.event_id, d.tries, j.waits_until_ms
)
select c.tries, o.merchant_id, o.id, o.order_id, o.type, o.at_ms, o.payload, o.position
from claimed c
join outbox o on o.merchant_id = $1::text and o.id = c.event_id
where c.waits_until_ms is null
order by o.position
`);
