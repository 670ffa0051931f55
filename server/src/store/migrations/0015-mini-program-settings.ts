import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/**
 * What a merchant chose for one of its mini-programs: the messages that payers get, and the secrets of message push,
 * sealed. It has a table of its own because the environment's mini-program stands in no table. Like the other tables of
 * merchants it is small, and copied to every server of a distributed engine.
 */
export const miniProgramSettings: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};

const statements = [
  `create table mini_program_settings (
    merchant_id text collate "C" references merchants (merchant_id),
    appid text collate "C",
    messages jsonb not null,
    sealed_push text constraint mini_program_settings_push_is_sealed
      check (sealed_push ~ '^v1\\.[0-9a-f]{8}\\.[A-Za-z0-9_-]+$'),
    primary key (merchant_id, appid)
  )`,
];
