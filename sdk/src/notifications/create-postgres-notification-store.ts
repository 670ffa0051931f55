import { ConfigError } from '../core/errors/config-error.ts';
import type { NotificationClaim, NotificationStore } from './notification-handlers.ts';

/** A PostgreSQL client as `pg` shapes it: a `Pool`, a `Client`, or one that speaks inside a transaction. */
export interface SqlClient {
  query(
    text: string,
    values?: unknown[],
  ): Promise<{ readonly rows: readonly Readonly<Record<string, unknown>>[] }>;
}

/** Remembers notifications in PostgreSQL, for all processes on that database. */
export interface PostgresNotificationStore extends NotificationStore {
  /** Creates the table unless it is there. */
  createTable(): Promise<void>;
  /**
   * Remembers a notification inside a transaction of your own, for *exactly once*: true the first time, false when
   * it was done before. Write the effect in the same transaction, and only if this is true.
   *
   * A second delivery waits here until the first transaction ends. Do not give `store` to `handle` as well.
   *
   * @param transaction the client on which `begin` was sent; with a pool nothing would be atomic
   */
  remember(transaction: SqlClient, key: string): Promise<boolean>;
  /** Forgets what was last touched longer ago than this, in milliseconds. Default 48 hours; WeChat resends for 24. */
  prune(olderThanMs?: number): Promise<void>;
}

/**
 * Makes a store on a PostgreSQL client (version 13 or later). The lease runs on the clock of the database.
 *
 * @param options.table default `wechatpay_notifications`; a schema may stand before it
 * @throws ConfigError when the name of the table is not lower-case letters, digits and `_`
 */
export function createPostgresNotificationStore(
  client: SqlClient,
  options: { readonly table?: string } = {},
): PostgresNotificationStore {
  const table = readTable(options.table ?? 'wechatpay_notifications');
  const sql = statements(table);

  async function claim(
    key: string,
    { leaseMs }: { readonly leaseMs: number },
  ): Promise<NotificationClaim> {
    const { rows } = await client.query(sql.claim, [key, leaseMs]);
    const token = rows[0]?.token;
    if (token === undefined) {
      const found = await client.query(sql.find, [key]);
      return Object.freeze({ state: found.rows[0]?.done === true ? 'done' : 'busy' });
    }
    return Object.freeze({
      state: 'claimed',
      complete: async () => void (await client.query(sql.complete, [key])),
      release: async () => void (await client.query(sql.release, [key, token])),
    });
  }

  return Object.freeze({
    claim,
    createTable: async () => void (await client.query(sql.create)),
    remember: async (transaction: SqlClient, key: string) => {
      const { rows } = await transaction.query(sql.remember, [key]);
      return rows.length === 1;
    },
    prune: async (olderThanMs = 172_800_000) => void (await client.query(sql.prune, [olderThanMs])),
  });
}

function statements(table: string) {
  return {
    create: `create table if not exists ${table} (
      key text primary key,
      token uuid not null,
      leased_until timestamptz not null,
      done_at timestamptz
    )`,
    // The clock is read once per row, not once per transaction: `now()` would stand still in a long one.
    claim: `insert into ${table} as n (key, token, leased_until)
      values ($1, gen_random_uuid(), clock_timestamp() + $2::double precision * interval '1 millisecond')
      on conflict (key) do update set token = excluded.token, leased_until = excluded.leased_until
      where n.done_at is null and n.leased_until <= clock_timestamp()
      returning n.token`,
    find: `select done_at is not null as done from ${table} where key = $1`,
    complete: `update ${table} set done_at = clock_timestamp() where key = $1 and done_at is null`,
    release: `delete from ${table} where key = $1 and token = $2 and done_at is null`,
    remember: `insert into ${table} as n (key, token, leased_until, done_at)
      values ($1, gen_random_uuid(), clock_timestamp(), clock_timestamp())
      on conflict (key) do update set done_at = excluded.done_at
      where n.done_at is null
      returning n.key`,
    prune: `delete from ${table}
      where greatest(leased_until, done_at) < clock_timestamp() - $1::double precision * interval '1 millisecond'`,
  };
}

/** The name goes into SQL text, where no parameter can stand. */
function readTable(table: string): string {
  if (/^([a-z_][a-z0-9_]{0,62}\.)?[a-z_][a-z0-9_]{0,62}$/.test(table)) return table;
  throw new ConfigError('table', 'it is not a plain lower-case name.', {
    zh: '表名只能由小写字母、数字和下划线组成，前面可加模式名。',
    en: 'Use lower-case letters, digits and underscores, with a schema before it if you like.',
  });
}
