import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/**
 * Money that comes for a closed order: the arrows by which it is given back, and the count of pieces
 * that were sold beyond the stock because it was kept.
 */
export const latePayments: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};

const statements = [
  'alter table order_events drop constraint order_events_follow_arrows',
  `alter table order_events add constraint order_events_follow_arrows check (
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
  `alter table products
    add column oversold bigint not null default 0
    constraint products_oversold_is_not_negative check (oversold >= 0)`,
];
