import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/**
 * What follows a payment. `payment_cursors` says how far a merchant's placed events were followed, so
 * that announcing one costs nothing more. No table holds money, and no state of an order depends on them.
 */
export const afterPayment: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};

const statements = [
  `create table payment_cursors (
    merchant_id text collate "C" primary key,
    position bigint not null
  )`,

  `create table shipments (
    merchant_id text collate "C",
    order_id text collate "C",
    out_trade_no text collate "C" not null,
    transaction_id text collate "C" not null,
    openid text collate "C" not null,
    method text not null constraint shipments_have_a_method
      check (method in ('express', 'same-city', 'virtual', 'self-pickup')),
    parcels jsonb not null,
    complete boolean not null,
    state text not null constraint shipments_have_a_state
      check (state in ('to-report', 'reported', 'refused')),
    changes integer not null,
    requested_by text not null,
    requested_at_ms bigint not null,
    reported_at_ms bigint,
    problem text,
    stage text,
    asked_at_ms bigint,
    received_at_ms bigint,
    settles_at_ms bigint,
    settled_at_ms bigint,
    next_report_at_ms bigint,
    report_count integer not null,
    version integer not null,
    primary key (merchant_id, order_id),
    constraint shipments_change_once check (changes between 0 and 1)
  )`,
  `create index shipments_due on shipments (merchant_id, next_report_at_ms)
    where next_report_at_ms is not null`,

  `create table payer_messages (
    merchant_id text collate "C",
    order_id text collate "C",
    kind text collate "C" constraint payer_messages_have_a_kind check (kind in ('paid', 'shipped')),
    openid text collate "C" not null,
    state text not null constraint payer_messages_have_a_state
      check (state in ('pending', 'sent', 'refused', 'expired')),
    created_at_ms bigint not null,
    sent_at_ms bigint,
    problem text,
    next_send_at_ms bigint,
    send_count integer not null default 0,
    uncertain boolean not null default false,
    primary key (merchant_id, order_id, kind)
  )`,
  `create index payer_messages_due on payer_messages (merchant_id, next_send_at_ms)
    where next_send_at_ms is not null`,

  `alter table payers
    add column sealed_phone_number text,
    add column phone_number_at_ms bigint`,
];
