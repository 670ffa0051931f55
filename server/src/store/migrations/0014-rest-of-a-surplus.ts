import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/**
 * Money that came twice may go back in parts: one in WeChat's console, the rest by us. One refund of it is under way
 * at a time, and none beside one that gave all of it back.
 */
export const restOfASurplus: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};

const statements = [
  'drop index refunds_one_per_surplus',
  `create unique index refunds_one_per_surplus on refunds (merchant_id, transaction_id)
    where kind = 'surplus' and state <> 'closed'
      and (state <> 'succeeded' or amount_fen = total_fen)`,
];
