import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/**
 * The days to be held against WeChat's bills, and what disagreed. A day's job is one row per bill; the same
 * inequality of the same day is one row, however often the day is run.
 *
 * The indexes by payment and acceptance time are how a day of our books is read, page by page. Refunds found in a bill
 * get a kind and an arrow of their own.
 */
export const reconciliation: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};

const statements = [
  `create index orders_by_payment on orders (merchant_id, paid_at_ms, id)
    where paid_at_ms is not null`,
  `create index refunds_by_acceptance on refunds (merchant_id, accepted_at_ms, id)
    where accepted_at_ms is not null`,
  `create index refunds_undated on refunds (merchant_id, requested_at_ms, id)
    where wechat_refund_id is not null and accepted_at_ms is null`,

  'alter table refunds drop constraint refunds_have_a_kind',
  `alter table refunds add constraint refunds_have_a_kind
    check (kind in ('asked', 'late', 'surplus', 'console'))`,
  'alter table refund_events drop constraint refund_events_follow_arrows',
  `alter table refund_events add constraint refund_events_follow_arrows check (
    (coalesce(from_state, ''), name, to_state) in (
      ('', 'request', 'requested'),
      ('', 'hold', 'awaiting-approval'),
      ('', 'discover', 'processing'),
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
  )`,

  `create table reconciliations (
    merchant_id text collate "C",
    day text collate "C",
    bill text collate "C" constraint reconciliations_have_a_bill check (bill in ('trade', 'fund-flow')),
    state text not null
      constraint reconciliations_have_a_state check (state in ('waiting', 'finished', 'expired')),
    next_run_at_ms bigint,
    attempts integer not null,
    problem text,
    finished_at_ms bigint,
    bill_sha1 text,
    bill_bytes bigint,
    totals jsonb,
    version integer not null,
    primary key (merchant_id, day, bill)
  )`,
  `create index reconciliations_due on reconciliations (merchant_id, next_run_at_ms)
    where next_run_at_ms is not null`,

  `create table differences (
    merchant_id text collate "C",
    id text collate "C",
    day text collate "C" not null,
    bill text collate "C" not null,
    kind text collate "C" not null,
    reference text collate "C" not null,
    out_trade_no text,
    transaction_id text,
    out_refund_no text,
    ours_fen bigint,
    bill_fen bigint,
    our_state text,
    bill_state text,
    note text,
    state text not null constraint differences_have_a_state check (state in ('open', 'resolved')),
    first_seen_at_ms bigint not null,
    last_seen_at_ms bigint not null,
    resolution text
      constraint differences_have_a_resolution check (resolution in ('healed', 'gone', 'by-hand')),
    resolved_by text,
    resolved_at_ms bigint,
    reason text,
    primary key (merchant_id, id),
    constraint differences_are_one_row unique (merchant_id, day, bill, kind, reference),
    constraint differences_resolved_say_how check (
      (state = 'resolved') = (resolution is not null and resolved_by is not null and resolved_at_ms is not null)
    )
  )`,
  'create index differences_newest on differences (merchant_id, day desc, id)',
  `create index differences_open on differences (merchant_id, day desc, id) where state = 'open'`,
];
