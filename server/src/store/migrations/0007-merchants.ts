import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/**
 * Merchants beside the environment's, their mini-programs and keys, and the keys of their own systems;
 * what these systems look for, and the arrows by which a person ends a dispute.
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
      ('refunding', 'dispute', 'disputed'),
      ('disputed', 'uphold', 'paid'),
      ('disputed', 'dismiss', 'closed')
    )
  )`,
  // The list by time stands on the first lines of the histories, which are written once: an index on
  // orders would be written again with every change of every order.
  `create index order_events_by_time on order_events (merchant_id, at_ms desc, order_id desc)
    where number = 1`,
  `create index orders_to_look_after on orders (merchant_id, state, created_at_ms desc, id desc)
    where state in ('disputed', 'refunding')`,
  'create index refunds_by_time on refunds (merchant_id, requested_at_ms desc, id desc)',
];
