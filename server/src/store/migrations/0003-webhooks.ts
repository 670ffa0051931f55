import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/**
 * Announced facts in order, the endpoints that want them, and the deliveries of each to each.
 *
 * - `outbox.position` is given by whoever holds the merchant's row of `event_heads`: positions become
 *   visible in their order, however the commits that announced the facts raced. `committed_by` is the
 *   transaction that announced: a fact that follows from another has a later one.
 * - A claim writes `leased_until_ms` only, which no index holds, so that it is cheap; what waits for an
 *   earlier fact of its order is moved on in `next_attempt_at_ms`, so that nobody looks at it in vain.
 */
export const webhooks: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};

const statements = [
  `alter table outbox
    add column position bigint,
    add column committed_by xid8 not null default pg_current_xact_id()`,
  `create index outbox_unplaced on outbox (merchant_id, committed_by, at_ms, id)
    where position is null`,
  `create unique index outbox_in_order on outbox (merchant_id, position)
    where position is not null`,

  `create table event_heads (
    merchant_id text collate "C" primary key,
    last_position bigint not null
  )`,

  `create table webhook_endpoints (
    merchant_id text collate "C",
    id text collate "C",
    url text not null,
    description text not null,
    event_types text[] not null,
    state text not null
      constraint webhook_endpoints_have_a_state check (state in ('enabled', 'disabled', 'deleted')),
    disabled_because text,
    secrets jsonb not null,
    created_at_ms bigint not null,
    version integer not null,
    primary key (merchant_id, id)
  )`,

  `create table deliveries (
    merchant_id text collate "C",
    endpoint_id text collate "C",
    position bigint,
    event_id text collate "C" not null,
    event_type text not null,
    order_id text collate "C" not null,
    state text not null
      constraint deliveries_have_a_state check (state in ('pending', 'delivered', 'exhausted')),
    attempt_count integer not null default 0,
    tries integer not null default 0,
    next_attempt_at_ms bigint,
    leased_until_ms bigint not null default 0,
    created_at_ms bigint not null,
    finished_at_ms bigint,
    attempts jsonb not null default '[]',
    primary key (merchant_id, endpoint_id, position),
    constraint deliveries_pending_are_due check ((state = 'pending') = (next_attempt_at_ms is not null)),
    constraint deliveries_finished_have_a_time check ((state = 'pending') = (finished_at_ms is null))
  ) with (fillfactor = 70)`,
  `create index deliveries_due on deliveries (merchant_id, endpoint_id, next_attempt_at_ms, position)
    where next_attempt_at_ms is not null`,
  `create index deliveries_waiting on deliveries (merchant_id, endpoint_id, order_id, position)
    where state = 'pending'`,
  `create index deliveries_exhausted on deliveries (merchant_id, endpoint_id, position)
    where state = 'exhausted'`,
];
