import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Who did what to a merchant's affairs, in a chain of hashes that nothing may change. */
export const audit: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};

const statements = [
  `create table audit_lines (
    merchant_id text collate "C",
    number bigint constraint audit_lines_are_counted check (number >= 1),
    at_ms bigint not null,
    actor text not null,
    action text not null,
    subject text,
    details text not null,
    request_id text,
    previous_hash text not null,
    hash text not null,
    primary key (merchant_id, number)
  )`,
  `create trigger audit_lines_is_append_only
    before update or delete on audit_lines for each statement execute function refuse_change()`,
];
