import type pg from 'pg';
import type { WebhookStore } from '../ports.ts';
import { statement } from './statement.ts';

/** Keeps what came of claimed deliveries, any number in one statement. */
export async function recordDeliveries(
  pool: pg.Pool,
  { merchantId, nowMs, results }: Parameters<WebhookStore['recordDeliveries']>[0],
): Promise<void> {
  if (results.length === 0) return;
  await pool.query({
    ...record,
    values: [
      merchantId,
      nowMs,
      results.map(({ endpointId }) => endpointId),
      results.map(({ position }) => position),
      results.map(({ tries }) => tries),
      results.map(({ outcome }) => outcome),
      results.map(({ nextAttemptAtMs }) => nextAttemptAtMs),
      results.map(({ attempt }) => (attempt === null ? null : JSON.stringify(attempt))),
    ],
  });
}

const record = statement(`
with results as materialized (
  select $1::text as merchant_id, r.*
  from unnest($3::text[], $4::bigint[], $5::integer[], $6::text[], $7::bigint[], $8::jsonb[])
    as r (endpoint_id, position, tries, outcome, next_attempt_at_ms, attempt)
)
update deliveries d set
  state = case when r.outcome in ('delivered', 'exhausted') then r.outcome else 'pending' end,
  attempt_count = d.attempt_count + (r.attempt is not null)::integer,
  tries = d.tries + (r.attempt is not null)::integer,
  next_attempt_at_ms = case r.outcome
    when 'again' then r.next_attempt_at_ms
    when 'unsent' then $2::bigint
  end,
  leased_until_ms = 0,
  finished_at_ms = case when r.outcome in ('delivered', 'exhausted') then $2::bigint end,
  attempts = case
    when r.attempt is null then d.attempts
    when jsonb_array_length(d.attempts) >= 50 then (d.attempts - 0) || r.attempt
    else d.attempts || r.attempt
  end
from results r
where d.merchant_id = r.merchant_id and d.endpoint_id = r.endpoint_id and d.position = r.position
  and (
    (r.outcome = 'delivered' and d.state <> 'delivered')
    or (d.state = 'pending' and d.tries = r.tries)
  )
`);
