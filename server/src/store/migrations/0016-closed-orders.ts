import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/**
 * Closed orders in the order of time, for the console. A payment writes nothing here, only a close does; and as other
 * indexes hold the state too, no update is dearer for it.
 */
export const closedOrders: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await sql.raw(statement).execute(db);
  },
};

const statement = `create index orders_closed on orders (merchant_id, created_at_ms desc, id desc)
  where state = 'closed'`;
