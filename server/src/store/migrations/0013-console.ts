import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/**
 * What a console reads: figures by the hour, and what a person has to look after.
 *
 * `figures` holds nothing that the other tables do not say: it can be emptied, and is filled again. The
 * indexes are partial and hold what is rare, so that writing an order, its payment or a refund that
 * nothing is wrong with touches none of them; the one of refunds that arrived is written once per refund.
 */
export const console: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};

const statements = [
  `create table figures (
    merchant_id text collate "C",
    hour_ms bigint constraint figures_begin_at_hours check (hour_ms % 3600000 = 0),
    created bigint not null,
    prepaid bigint not null,
    paid bigint not null,
    payments bigint not null,
    paid_fen bigint not null,
    refunds bigint not null,
    refunded_fen bigint not null,
    open_orders bigint not null,
    counted_at_ms bigint not null,
    primary key (merchant_id, hour_ms)
  )`,
  `create index figures_unsettled on figures (merchant_id, hour_ms) where open_orders > 0`,
  `create table figure_heads (
    merchant_id text collate "C" primary key,
    position bigint not null,
    rolled_until_ms bigint not null,
    checked_until_ms bigint not null,
    version bigint not null
  )`,

  `create index refunds_by_success on refunds (merchant_id, succeeded_at_ms)
    where succeeded_at_ms is not null`,
  `create index refunds_to_look_after on refunds (merchant_id, state, requested_at_ms desc, id desc)
    where state in ('awaiting-approval', 'abnormal', 'disputed')`,
  'create index deliveries_by_order on deliveries (merchant_id, order_id, position)',
  `create index shipments_refused on shipments (merchant_id, requested_at_ms desc, order_id desc)
    where state = 'refused'`,
  // 43101: the payer did not accept the message. That is his answer, and nothing to look after.
  `create index payer_messages_given_up on payer_messages (merchant_id, created_at_ms desc, order_id desc)
    where state in ('refused', 'expired') and problem is distinct from '43101'`,
];
