import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/**
 * Refunds, with their history, bound to each other as orders and theirs are.
 *
 * `orders.held_fen` is the sum of the order's refunds that are not closed: every statement that begins
 * or closes a refund moves it, on the row that both must lock, and the constraint on it holds the
 * promise that no more is given back than was paid, whatever the number of processes.
 * A `surplus` refunds another transaction than the order's own: at most one stands per transaction.
 */
export const refunds: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};

const statements = [
  `alter table orders
    add column held_fen bigint not null default 0
    constraint orders_refunds_fit check (held_fen between 0 and amount_fen)`,

  `create table refund_events (
    merchant_id text collate "C",
    refund_id text collate "C",
    number integer constraint refund_events_are_counted check (number >= 1),
    previous_number integer,
    from_state text,
    name text not null,
    to_state text collate "C",
    at_ms bigint not null,
    by text not null,
    note text,
    primary key (merchant_id, refund_id, number, to_state),
    constraint refund_events_continue
      foreign key (merchant_id, refund_id, previous_number, from_state)
      references refund_events (merchant_id, refund_id, number, to_state),
    constraint refund_events_have_no_gap check (
      (number = 1 and previous_number is null and from_state is null)
      or (number > 1 and previous_number = number - 1 and from_state is not null)
    ),
    constraint refund_events_follow_arrows check (
      (coalesce(from_state, ''), name, to_state) in (
        ('', 'request', 'requested'),
        ('', 'hold', 'awaiting-approval'),
        ('awaiting-approval', 'approve', 'requested'),
        ('awaiting-approval', 'reject', 'closed'),
        ('awaiting-approval', 'dispute', 'disputed'),
        ('requested', 'accept', 'processing'),
        ('requested', 'refuse', 'closed'),
        ('requested', 'succeed', 'succeeded'),
        ('requested', 'close', 'closed'),
        ('requested', 'fail', 'abnormal'),
        ('requested', 'dispute', 'disputed'),
        ('processing', 'succeed', 'succeeded'),
        ('processing', 'close', 'closed'),
        ('processing', 'fail', 'abnormal'),
        ('processing', 'dispute', 'disputed'),
        ('abnormal', 'succeed', 'succeeded'),
        ('abnormal', 'close', 'closed'),
        ('abnormal', 'dispute', 'disputed')
      )
    )
  )`,
  `create trigger refund_events_is_append_only
    before update or delete or truncate on refund_events
    for each statement execute function refuse_change()`,

  `create table refunds (
    merchant_id text collate "C",
    id text collate "C",
    order_id text collate "C" not null,
    out_trade_no text collate "C" not null,
    transaction_id text collate "C" not null,
    out_refund_no text collate "C" not null,
    kind text not null constraint refunds_have_a_kind check (kind in ('asked', 'late', 'surplus')),
    state text collate "C" not null,
    last_event integer not null,
    amount_fen bigint not null,
    total_fen bigint not null,
    reason text not null,
    notify_url text not null,
    requested_by text not null,
    approved_by text,
    requested_at_ms bigint not null,
    sent_at_ms bigint,
    wechat_refund_id text collate "C",
    accepted_at_ms bigint,
    succeeded_at_ms bigint,
    received_by text,
    problem text,
    next_poll_at_ms bigint,
    poll_count integer not null,
    version integer not null,
    idempotency_key text collate "C",
    input_digest text,
    primary key (merchant_id, id),
    constraint refunds_one_number unique (merchant_id, out_refund_no),
    constraint refunds_amount_fits check (amount_fen between 1 and total_fen),
    constraint refunds_need_four_eyes check (approved_by <> requested_by),
    constraint refunds_state_is_in_history
      foreign key (merchant_id, id, last_event, state)
      references refund_events (merchant_id, refund_id, number, to_state),
    constraint refunds_succeeded_is_known check (
      state <> 'succeeded' or (wechat_refund_id is not null and succeeded_at_ms is not null)
    )
  )`,
  'create index refunds_by_order on refunds (merchant_id, order_id, requested_at_ms, id)',
  `create unique index refunds_one_key on refunds (merchant_id, order_id, idempotency_key)
    where idempotency_key is not null`,
  `create unique index refunds_one_refund on refunds (merchant_id, wechat_refund_id)
    where wechat_refund_id is not null`,
  `create unique index refunds_one_per_surplus on refunds (merchant_id, transaction_id)
    where kind = 'surplus' and state <> 'closed'`,
  'create index refunds_due on refunds (merchant_id, next_poll_at_ms) where next_poll_at_ms is not null',

  'alter table evidence add column refund_id text collate "C"',
];
