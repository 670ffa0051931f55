import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/**
 * People of the console: who they are, where they work, with which browsers they are signed in, and how
 * often somebody guessed. Small tables, copied to every server on a distributed engine as those of
 * merchants are; no key points from one to another, since a user has no merchant of his own.
 */
export const people: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};

const sealed = (column: string) => `${column} ~ '^v1\\.[0-9a-f]{8}\\.[A-Za-z0-9_-]+$'`;
const digest = (column: string) => `${column} ~ '^[0-9a-f]{64}$'`;

const statements = [
  `create table users (
    id text collate "C" primary key,
    email text collate "C" not null
      constraint users_email_is_lower_case check (email = lower(email)),
    name text not null,
    password_hash text constraint users_password_is_hashed check (password_hash like '$argon2id$%'),
    sealed_totp text constraint users_totp_is_sealed check (${sealed('sealed_totp')}),
    last_totp_step bigint not null,
    recovery_digests text[] not null,
    last_sign_in_at_ms bigint,
    created_at_ms bigint not null,
    version integer not null,
    constraint users_one_email unique (email)
  )`,

  `create table memberships (
    merchant_id text collate "C",
    user_id text collate "C",
    role text not null constraint memberships_have_a_role
      check (role in ('owner', 'finance', 'support', 'developer', 'read-only')),
    active boolean not null,
    primary key (merchant_id, user_id)
  )`,
  'create index memberships_by_user on memberships (user_id)',

  `create table console_sessions (
    digest text collate "C" primary key constraint console_sessions_are_hashed check (${digest('digest')}),
    user_id text collate "C" not null,
    state text not null constraint console_sessions_have_a_state check (state in ('open', 'code', 'enrol')),
    sealed_totp text constraint console_sessions_totp_is_sealed check (${sealed('sealed_totp')}),
    created_at_ms bigint not null,
    seen_at_ms bigint not null,
    expires_at_ms bigint not null
  )`,
  'create index console_sessions_by_user on console_sessions (user_id)',

  `create table sign_in_links (
    digest text collate "C" primary key constraint sign_in_links_are_hashed check (${digest('digest')}),
    kind text not null,
    user_id text collate "C",
    created_at_ms bigint not null,
    expires_at_ms bigint not null,
    constraint sign_in_links_are_whole check (
      (kind = 'first' and user_id is null) or (kind in ('invited', 'reset') and user_id is not null)
    ),
    constraint sign_in_links_one_of_a_user unique (user_id)
  )`,

  `create table sign_in_attempts (
    key text collate "C" primary key constraint sign_in_attempts_are_hashed check (${digest('key')}),
    failures integer not null,
    locked_until_ms bigint not null,
    at_ms bigint not null
  )`,
];
