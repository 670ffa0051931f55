import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/**
 * Orders, their history, their evidence, what is to be announced; the catalogue; logins.
 *
 * - Every key begins with `merchant_id`, the column by which the tables can be distributed over many
 *   servers; no sequence, no unique constraint across merchants. `sessions` alone is found by a token
 *   that says nothing of its merchant, and is distributed by that token's digest.
 * - Times are epoch milliseconds in `bigint`: what the code computes with comes back to the bit,
 *   without a time zone, without microseconds, and without a `Date` made per column.
 * - Money is fen in `bigint`. Keys are compared by their bytes (`collate "C"`), as the code does.
 * - Two foreign keys make the history the truth about the state: an order's state is the end of its
 *   last line, and each line begins where the one before it ended. No trigger is needed for that.
 */
export const payments: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};

const statements = [
  `create table sessions (
    token_digest text collate "C" primary key,
    merchant_id text collate "C" not null,
    appid text not null,
    openid text not null,
    unionid text,
    sealed_session_key text not null,
    created_at_ms bigint not null,
    expires_at_ms bigint not null
  )`,
  'create index sessions_by_expiry on sessions (expires_at_ms)',

  `create table payers (
    merchant_id text collate "C",
    openid text collate "C",
    primary key (merchant_id, openid)
  )`,

  `create table products (
    merchant_id text collate "C",
    id text collate "C",
    position bigint not null,
    name text not null,
    description text not null,
    price_fen bigint not null constraint products_price_is_not_negative check (price_fen >= 0),
    stock bigint constraint products_stock_is_not_negative check (stock >= 0),
    image_url text,
    active boolean not null,
    primary key (merchant_id, id)
  )`,

  `create table order_events (
    merchant_id text collate "C",
    order_id text collate "C",
    number integer constraint order_events_are_counted check (number >= 1),
    previous_number integer,
    from_state text,
    name text not null,
    to_state text collate "C",
    at_ms bigint not null,
    note text,
    primary key (merchant_id, order_id, number, to_state),
    constraint order_events_continue
      foreign key (merchant_id, order_id, previous_number, from_state)
      references order_events (merchant_id, order_id, number, to_state),
    constraint order_events_have_no_gap check (
      (number = 1 and previous_number is null and from_state is null)
      or (number > 1 and previous_number = number - 1 and from_state is not null)
    ),
    constraint order_events_follow_arrows check (
      (coalesce(from_state, ''), name, to_state) in (
        ('', 'create', 'created'),
        ('created', 'prepay', 'payable'),
        ('created', 'begin-close', 'closing'),
        ('created', 'close', 'closed'),
        ('created', 'pay', 'paid'),
        ('created', 'dispute', 'disputed'),
        ('payable', 'prepay', 'payable'),
        ('payable', 'begin-close', 'closing'),
        ('payable', 'close', 'closed'),
        ('payable', 'pay', 'paid'),
        ('payable', 'dispute', 'disputed'),
        ('closing', 'close', 'closed'),
        ('closing', 'pay', 'paid'),
        ('closing', 'dispute', 'disputed'),
        ('closed', 'pay', 'paid'),
        ('closed', 'dispute', 'disputed'),
        ('paid', 'dispute', 'disputed'),
        ('refunding', 'dispute', 'disputed')
      )
    )
  )`,

  `create table orders (
    merchant_id text collate "C",
    id text collate "C",
    out_trade_no text collate "C" not null,
    appid text not null,
    mchid text not null,
    openid text collate "C" not null,
    state text collate "C" not null,
    last_event integer not null,
    amount_fen bigint not null constraint orders_amount_is_positive check (amount_fen > 0),
    description text not null,
    items jsonb not null,
    notify_url text not null,
    created_at_ms bigint not null,
    expires_at_ms bigint not null,
    prepay_id text,
    prepaid_at_ms bigint,
    transaction_id text collate "C",
    paid_at_ms bigint,
    asked_at_ms bigint,
    next_poll_at_ms bigint,
    poll_count integer not null,
    version integer not null,
    primary key (merchant_id, id),
    constraint orders_one_number unique (merchant_id, out_trade_no),
    constraint orders_state_is_in_history
      foreign key (merchant_id, id, last_event, state)
      references order_events (merchant_id, order_id, number, to_state),
    constraint orders_paid_has_transaction check (
      state not in ('paid', 'refunding') or (transaction_id is not null and paid_at_ms is not null)
    )
  )`,
  `create unique index orders_one_transaction on orders (merchant_id, transaction_id)
    where transaction_id is not null`,
  'create index orders_by_owner on orders (merchant_id, openid, created_at_ms desc, id desc)',
  'create index orders_due on orders (merchant_id, next_poll_at_ms) where next_poll_at_ms is not null',

  `create table idempotency_keys (
    merchant_id text collate "C",
    openid text collate "C",
    key text collate "C",
    input_digest text not null,
    order_id text collate "C" not null,
    primary key (merchant_id, openid, key)
  )`,

  `create table evidence (
    merchant_id text collate "C",
    id text collate "C",
    order_id text collate "C" not null,
    source text not null constraint evidence_has_a_source check (source in ('notification', 'query')),
    timestamp text not null,
    nonce text not null,
    serial text not null,
    signature text not null,
    body bytea not null,
    received_at_ms bigint not null,
    primary key (merchant_id, id)
  )`,
  'create index evidence_by_order on evidence (merchant_id, order_id)',

  `create table outbox (
    merchant_id text collate "C",
    id text collate "C",
    order_id text collate "C" not null,
    type text not null,
    at_ms bigint not null,
    payload jsonb not null,
    primary key (merchant_id, id)
  )`,

  // Looks at no row and at no other table, so that a shard may have it as well as the whole.
  `create function refuse_change() returns trigger language plpgsql as $$
  begin
    raise exception '% is append-only', tg_table_name using errcode = 'integrity_constraint_violation';
  end $$`,
  ...['order_events', 'evidence'].map(
    (table) => `create trigger ${table}_is_append_only
      before update or delete or truncate on ${table}
      for each statement execute function refuse_change()`,
  ),
];
