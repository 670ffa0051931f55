import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/**
 * The numbers at WeChat that an order has had before its present one, and the arrow by which it gets
 * a new one. A number that was given up is never an order's again.
 */
export const attempts: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};

const statements = [
  `create table attempts (
    merchant_id text collate "C",
    out_trade_no text collate "C",
    order_id text collate "C" not null,
    amount_fen bigint not null constraint attempts_amount_is_positive check (amount_fen > 0),
    superseded_at_ms bigint not null,
    primary key (merchant_id, out_trade_no)
  )`,
  'create index attempts_by_order on attempts (merchant_id, order_id, superseded_at_ms)',
  `create trigger attempts_is_append_only
    before update or delete or truncate on attempts
    for each statement execute function refuse_change()`,
  'alter table order_events drop constraint order_events_follow_arrows',
  `alter table order_events add constraint order_events_follow_arrows check (
    (coalesce(from_state, ''), name, to_state) in (
      ('', 'create', 'created'),
      ('created', 'prepay', 'payable'),
      ('created', 'renew', 'created'),
      ('created', 'begin-close', 'closing'),
      ('created', 'close', 'closed'),
      ('created', 'pay', 'paid'),
      ('created', 'dispute', 'disputed'),
      ('payable', 'prepay', 'payable'),
      ('payable', 'renew', 'created'),
      ('payable', 'begin-close', 'closing'),
      ('payable', 'close', 'closed'),
      ('payable', 'pay', 'paid'),
      ('payable', 'dispute', 'disputed'),
      ('closing', 'close', 'closed'),
      ('closing', 'pay', 'paid'),
      ('closing', 'return', 'refunding'),
      ('closing', 'dispute', 'disputed'),
      ('closed', 'pay', 'paid'),
      ('closed', 'return', 'refunding'),
      ('closed', 'dispute', 'disputed'),
      ('paid', 'dispute', 'disputed'),
      ('refunding', 'refund', 'closed'),
      ('refunding', 'dispute', 'disputed')
    )
  )`,
];
