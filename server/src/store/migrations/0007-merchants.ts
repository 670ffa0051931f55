import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/**
 * Merchants beside the environment's, their mini-programs and keys, and the keys of their own systems.
 *
 * Secrets are sealed text (`v1.<key id>.…`), which the database holds to; what is public stands in the
 * clear. The four tables are small, read often and written seldom: on a distributed engine they are copied
 * to every server, which is why an API key may be found by its digest alone.
 */
export const merchants: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};

const sealed = (column: string) => `${column} ~ '^v1\\.[0-9a-f]{8}\\.[A-Za-z0-9_-]+$'`;

const statements = [
  `create table merchants (
    merchant_id text collate "C" primary key
      constraint merchants_id_is_a_name check (merchant_id ~ '^[a-z0-9][a-z0-9-]{0,31}$'),
    name text not null,
    origin text not null constraint merchants_have_an_origin check (origin in ('environment', 'stored')),
    mode text not null constraint merchants_have_a_mode check (mode in ('direct', 'partner')),
    mchid text not null,
    sub_mchid text,
    sp_appid text,
    active boolean not null,
    choices jsonb not null,
    created_at_ms bigint not null,
    version integer not null,
    constraint merchants_partner_is_whole check (
      (mode = 'direct' and sub_mchid is null and sp_appid is null)
      or (mode = 'partner' and sub_mchid is not null and sp_appid is not null)
    )
  )`,

  `create table mini_programs (
    merchant_id text collate "C" references merchants (merchant_id),
    appid text collate "C",
    sealed_secret text not null constraint mini_programs_secret_is_sealed check (${sealed('sealed_secret')}),
    created_at_ms bigint not null,
    primary key (merchant_id, appid)
  )`,
  'create index mini_programs_by_appid on mini_programs (appid)',

  `create table merchant_keys (
    merchant_id text collate "C" references merchants (merchant_id),
    kind text not null,
    serial text collate "C",
    sealed text constraint merchant_keys_are_sealed check (${sealed('sealed')}),
    pem text,
    created_at_ms bigint not null,
    primary key (merchant_id, kind, serial),
    constraint merchant_keys_are_whole check (
      (kind in ('merchant-key', 'apiv3-key') and sealed is not null and pem is null)
      or (kind in ('public-key', 'platform-certificate') and sealed is null and pem is not null)
    )
  )`,

  `create table api_keys (
    digest text collate "C" primary key,
    merchant_id text collate "C" not null,
    id text collate "C" not null,
    holder text collate "C" not null,
    name text not null,
    hint text not null,
    scopes text[] not null,
    created_at_ms bigint not null,
    expires_at_ms bigint,
    last_used_at_ms bigint,
    constraint api_keys_one_id unique (merchant_id, id)
  )`,
];
