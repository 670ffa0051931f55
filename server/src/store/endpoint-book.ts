import type { Kysely, Selectable } from 'kysely';
import { sql } from 'kysely';
import type pg from 'pg';
import type { WebhookEndpoint, WebhookStore } from '../ports.ts';
import type { Schema } from './schema.ts';
import { statement } from './statement.ts';

/** How endpoints are kept and found. */
export function endpointBook(
  db: Kysely<Schema>,
): Pick<WebhookStore, 'createEndpoint' | 'findEndpoint' | 'listEndpoints' | 'findDueEndpoints'> {
  const ofMerchant = (merchantId: string) =>
    db
      .selectFrom('webhook_endpoints as e')
      .selectAll()
      .where('merchant_id', '=', merchantId)
      .orderBy('created_at_ms')
      .orderBy('id');
  return {
    async createEndpoint(endpoint) {
      await db
        .insertInto('webhook_endpoints')
        .values({
          merchant_id: endpoint.merchantId,
          id: endpoint.id,
          url: endpoint.url,
          description: endpoint.description,
          event_types: [...endpoint.eventTypes],
          state: endpoint.state,
          disabled_because: endpoint.disabledBecause,
          secrets: JSON.stringify(endpoint.secrets),
          created_at_ms: endpoint.createdAtMs,
          version: endpoint.version,
        })
        .execute();
    },

    async findEndpoint(merchantId, id) {
      const row = await ofMerchant(merchantId)
        .where('id', '=', id)
        .where('state', '<>', 'deleted')
        .executeTakeFirst();
      return row ? endpointFromRow(row) : null;
    },

    async listEndpoints(merchantId) {
      const rows = await ofMerchant(merchantId).where('state', '<>', 'deleted').execute();
      return rows.map(endpointFromRow);
    },

    async findDueEndpoints({ merchantId, nowMs }) {
      // One probe of an index for each endpoint, however many deliveries are due.
      const rows = await ofMerchant(merchantId)
        .where(
          sql<boolean>`exists (
            select from deliveries d
            where d.merchant_id = ${merchantId} and d.endpoint_id = e.id
              and d.next_attempt_at_ms <= ${nowMs})`,
        )
        .execute();
      return rows.map(endpointFromRow);
    },
  };
}

/** Commits one change of an endpoint; one that is no longer enabled exhausts what it was still to get. */
export async function commitEndpoint(
  pool: pg.Pool,
  { before, patch, nowMs }: Parameters<WebhookStore['commitEndpoint']>[0],
): Promise<'committed' | 'stale'> {
  const after = { ...before, ...patch };
  const { rows } = await pool.query<{ committed: boolean }>({
    ...changeEndpoint,
    values: [
      before.merchantId,
      before.id,
      before.version,
      after.url,
      after.description,
      after.eventTypes,
      after.state,
      after.disabledBecause,
      JSON.stringify(after.secrets),
      nowMs,
    ],
  });
  return rows[0]?.committed ? 'committed' : 'stale';
}

/** Gives up what an endpoint was still to get. */
export async function exhaustDeliveries(
  pool: pg.Pool,
  { merchantId, endpointId, nowMs }: Parameters<WebhookStore['exhaustDeliveries']>[0],
): Promise<number> {
  const { rowCount } = await pool.query({ ...giveUp, values: [merchantId, endpointId, nowMs] });
  return rowCount ?? 0;
}

const changeEndpoint = statement(`
with changed as (
  update webhook_endpoints set
    url = $4,
    description = $5,
    event_types = $6::text[],
    state = $7,
    disabled_because = $8,
    secrets = $9::jsonb,
    version = version + 1
  where merchant_id = $1 and id = $2 and version = $3::integer
  returning id, state
), given_up as (
  update deliveries d set state = 'exhausted', next_attempt_at_ms = null, finished_at_ms = $10::bigint
  from changed c
  where c.state <> 'enabled' and d.merchant_id = $1 and d.endpoint_id = c.id and d.state = 'pending'
)
select exists (select from changed) as committed
`);

const giveUp = statement(`
update deliveries set state = 'exhausted', next_attempt_at_ms = null, finished_at_ms = $3::bigint
where merchant_id = $1 and endpoint_id = $2 and state = 'pending'
`);

function endpointFromRow(row: Selectable<Schema['webhook_endpoints']>): WebhookEndpoint {
  return Object.freeze({
    id: row.id,
    merchantId: row.merchant_id,
    url: row.url,
    description: row.description,
    eventTypes: Object.freeze(row.event_types),
    state: row.state as WebhookEndpoint['state'],
    disabledBecause: row.disabled_because as WebhookEndpoint['disabledBecause'],
    secrets: Object.freeze(row.secrets),
    createdAtMs: row.created_at_ms,
    version: row.version,
  });
}
