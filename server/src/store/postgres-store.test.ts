import { randomUUID } from 'node:crypto';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ORDER_TRANSITIONS } from '../ledger/order-transitions.ts';
import { REFUND_TRANSITIONS } from '../ledger/refund-transitions.ts';
import { afterPaymentContract } from '../testing/after-payment-contract.ts';
import { consoleContract } from '../testing/console-contract.ts';
import { deskContract } from '../testing/desk-contract.ts';
import { jobContract } from '../testing/job-contract.ts';
import { keyContract } from '../testing/key-contract.ts';
import { merchantContract } from '../testing/merchant-contract.ts';
import { operationsContract } from '../testing/operations-contract.ts';
import { paymentContract } from '../testing/payment-contract.ts';
import { peopleContract } from '../testing/people-contract.ts';
import { reconciliationContract } from '../testing/reconciliation-contract.ts';
import { refundContract } from '../testing/refund-contract.ts';
import { storeContract } from '../testing/store-contract.ts';
import { webhookContract } from '../testing/webhook-contract.ts';
import { type EmbeddedDatabase, startEmbeddedDatabase } from './embedded-database.ts';
import { migrate } from './migrate.ts';
import { migrations } from './migrations/migrations.ts';
import { createPostgresStore } from './postgres-store.ts';
import { analyzeGrown } from './tend-statistics.ts';

let folder: string;
let database: EmbeddedDatabase;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'yifen-store-'));
  await chmod(folder, 0o755);
  database = await startEmbeddedDatabase({ dataDir: folder });
});

afterAll(async () => {
  await database.stop();
  await rm(folder, { recursive: true, force: true });
});

/** A database of its own on a server, migrated by two processes at once as it were. */
async function newDatabase(server: string): Promise<{ url: string; drop(): Promise<void> }> {
  const name = `yifen_test_${randomUUID().replaceAll('-', '')}`;
  await run(server, `create database ${name}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  const steps = await Promise.all([migrate(url.href), migrate(url.href)]);
  expect(steps.map(({ length }) => length).sort()).toEqual([0, Object.keys(migrations).length]);
  return { url: url.href, drop: async () => void (await run(server, `drop database ${name}`)) };
}

async function run(server: string, sql: string, values?: unknown[]): Promise<pg.QueryResult> {
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  try {
    return await client.query(sql, values);
  } finally {
    await client.end();
  }
}

function onServer(server: () => string) {
  return async () => {
    const { url, drop } = await newDatabase(server());
    const store = await createPostgresStore({ connectionString: url });
    return {
      store,
      another: () => createPostgresStore({ connectionString: url, maxConnections: 4 }),
      close: async () => {
        await store.close();
        await drop();
      },
    };
  };
}

const embedded = onServer(() => database.connectionString);
storeContract('on the embedded PostgreSQL', embedded);
refundContract('on the embedded PostgreSQL', embedded);
reconciliationContract('on the embedded PostgreSQL', embedded);
webhookContract('on the embedded PostgreSQL', embedded);
afterPaymentContract('on the embedded PostgreSQL', embedded);
deskContract('on the embedded PostgreSQL', embedded);
keyContract('on the embedded PostgreSQL', embedded);
merchantContract('on the embedded PostgreSQL', embedded);
operationsContract('on the embedded PostgreSQL', embedded);
paymentContract('on the embedded PostgreSQL', embedded);
peopleContract('on the embedded PostgreSQL', embedded);
consoleContract('on the embedded PostgreSQL', embedded);
jobContract('on the embedded PostgreSQL', embedded);

const given = process.env.YIFEN_TEST_DATABASE_URL;
if (given) {
  const server = onServer(() => given);
  storeContract('on the PostgreSQL that YIFEN_TEST_DATABASE_URL names', server);
  refundContract('on the PostgreSQL that YIFEN_TEST_DATABASE_URL names', server);
  reconciliationContract('on the PostgreSQL that YIFEN_TEST_DATABASE_URL names', server);
  webhookContract('on the PostgreSQL that YIFEN_TEST_DATABASE_URL names', server);
  afterPaymentContract('on the PostgreSQL that YIFEN_TEST_DATABASE_URL names', server);
  deskContract('on the PostgreSQL that YIFEN_TEST_DATABASE_URL names', server);
  keyContract('on the PostgreSQL that YIFEN_TEST_DATABASE_URL names', server);
  merchantContract('on the PostgreSQL that YIFEN_TEST_DATABASE_URL names', server);
  operationsContract('on the PostgreSQL that YIFEN_TEST_DATABASE_URL names', server);
  paymentContract('on the PostgreSQL that YIFEN_TEST_DATABASE_URL names', server);
  peopleContract('on the PostgreSQL that YIFEN_TEST_DATABASE_URL names', server);
  consoleContract('on the PostgreSQL that YIFEN_TEST_DATABASE_URL names', server);
  jobContract('on the PostgreSQL that YIFEN_TEST_DATABASE_URL names', server);
}

describe('the database itself', () => {
  let url: string;
  let drop: () => Promise<void>;

  beforeAll(async () => {
    ({ url, drop } = await newDatabase(database.connectionString));
    await run(
      url,
      `with history as (
        insert into order_events (merchant_id, order_id, number, name, to_state, at_ms)
        values ('m', 'o', 1, 'create', 'created', 0)
      )
      insert into orders values ('m', 'o', 'N', 'wx', '19', 'oPayer', 'created', 1, 100, 'tea', '[]',
        'https://pay.example.com', 0, 0, null, null, null, null, null, null, 0, 1)`,
    );
    await run(
      url,
      `insert into evidence values ('m', 'e', 'o', 'query', '1', 'n', 's', 'c2ln', '\\x00', 0)`,
    );
    await run(url, `insert into attempts values ('m', 'N0', 'o', 100, 0)`);
    await run(
      url,
      `insert into refund_events values ('m', 'o', 1, null, null, 'request', 'requested', 0, 'li')`,
    );
  });
  afterAll(() => drop());

  test('a table that has grown is analysed, so that statements are planned for it as it is', async () => {
    const pool = new pg.Pool({ connectionString: url, max: 1 });
    const rowsOf = async () => {
      const { rows } = await pool.query(
        `select reltuples::int as count from pg_class where oid = 'payers'::regclass`,
      );
      return rows[0].count;
    };
    expect(await rowsOf()).toBe(-1);
    await analyzeGrown(pool);
    expect(await rowsOf()).toBe(-1);
    await pool.query(`insert into payers select 'm', 'o' || n from generate_series(1, 3000) as n`);
    expect(await analyzeGrown(pool)).toBe(false);
    expect(await rowsOf()).toBe(3_000);
    await pool.end();
  });

  test.each([
    ['order_events', 'order_id'],
    ['refund_events', 'refund_id'],
    ['evidence', 'order_id'],
    ['attempts', 'order_id'],
  ])('I09 nothing can be changed in or removed from %s', async (table, column) => {
    for (const sql of [
      `update ${table} set ${column} = 'other'`,
      `delete from ${table}`,
      `truncate ${table} cascade`,
    ]) {
      await expect(run(url, sql)).rejects.toThrow('append-only');
    }
    expect((await run(url, `select ${column} from ${table}`)).rows).toEqual([{ [column]: 'o' }]);
  });

  test('I12 a state cannot be written past the history', async () => {
    const update = run(
      url,
      `update orders set state = 'paid', transaction_id = 'T', paid_at_ms = 0`,
    );
    await expect(update).rejects.toMatchObject({ constraint: 'orders_state_is_in_history' });
  });

  test.each([
    ['order', ORDER_TRANSITIONS, 'at_ms', '0'],
    ['refund', REFUND_TRANSITIONS, 'at_ms, by', "0, 'li'"],
  ])(
    'I12 the history of an %s takes the arrows of its table and no others',
    async (thing, table, columns, rest) => {
      const states = [
        ...new Set(table.flatMap(([from, , to]) => (from === null ? to : [from, to]))),
      ];
      const names = [...new Set(table.map(([, name]) => name)), 'reopen'];
      const taken: unknown[] = [];
      const client = new pg.Client({ connectionString: url });
      await client.connect();
      for (const from of [null, ...states]) {
        for (const name of names) {
          for (const to of states) {
            await client.query('begin');
            const values = [from ? 2 : 1, from ? 1 : null, from, name, to];
            const accepted = await client
              .query(
                `insert into ${thing}_events (
                merchant_id, ${thing}_id, number, previous_number, from_state, name, to_state, ${columns}
              ) values ('m', 'x', $1, $2, $3, $4, $5, ${rest})`,
                values,
              )
              // A line without the one before it is refused as well, but only after its arrow was accepted.
              .catch((error: pg.DatabaseError) => error.constraint === `${thing}_events_continue`);
            if (accepted) taken.push([from, name, to]);
            await client.query('rollback');
          }
        }
      }
      await client.end();
      const arrows = table.map((arrow) => [...arrow]);
      expect(taken.map(String).sort()).toEqual(arrows.map(String).sort());
    },
  );

  test('stock never goes below zero', async () => {
    const insert = run(
      url,
      `insert into products values ('m', 'p', 1, 'n', '', 1, -1, null, true)`,
    );
    await expect(insert).rejects.toMatchObject({ constraint: 'products_stock_is_not_negative' });
  });

  test('every key begins with the column by which the tables can be distributed', async () => {
    const { rows } = await run(
      url,
      `select i.indrelid::regclass::text as "table", a.attname as "column"
       from pg_index i
       join pg_attribute a on a.attrelid = i.indrelid and a.attnum = i.indkey[0]
       where i.indisunique and i.indrelid::regclass::text not like 'kysely%'
         and i.indrelid in (select oid from pg_class where relnamespace = 'public'::regnamespace)
       order by 1 desc, 2`,
    );
    const exceptions = rows.filter(({ column }) => column !== 'merchant_id');
    expect(rows.length).toBeGreaterThan(6);
    // Found by a text that says nothing of a merchant; people have no merchant of their own.
    expect(exceptions).toEqual([
      { table: 'users', column: 'email' },
      { table: 'users', column: 'id' },
      { table: 'sign_in_links', column: 'digest' },
      { table: 'sign_in_links', column: 'user_id' },
      { table: 'sign_in_attempts', column: 'key' },
      { table: 'sessions', column: 'token_digest' },
      { table: 'console_sessions', column: 'digest' },
      { table: 'api_keys', column: 'digest' },
    ]);
    const sequences = await run(url, `select 1 from pg_class where relkind = 'S'`);
    expect(sequences.rowCount).toBe(0);
  });

  test('no rule and no trigger looks beyond its merchant', async () => {
    const { rows } = await run(
      url,
      `select conname, pg_get_constraintdef(oid) as rule from pg_constraint where contype = 'f'`,
    );
    expect(rows.length).toBeGreaterThan(3);
    for (const { conname, rule } of rows) {
      const columns = /KEY \(merchant_id\b.*REFERENCES \w+\(merchant_id\b/;
      expect(rule, conname).toMatch(columns);
    }
    const triggers = await run(
      url,
      `select p.proname from pg_trigger t join pg_proc p on p.oid = t.tgfoid
       where not t.tgisinternal and p.proname <> 'refuse_change'`,
    );
    expect(triggers.rows).toEqual([]);
  });

  test('a store that cannot reach its database says so when it is opened', async () => {
    const wrong = new URL(url);
    wrong.port = '1';
    await expect(createPostgresStore({ connectionString: wrong.href })).rejects.toThrow();
  });
});

test('a filter that matches seldom reads a stretch of orders at a time, and misses none', async () => {
  const { url, drop } = await newDatabase(database.connectionString);
  const order = (numbers: string) => `
    with made as (select i, lpad(i::text, 36, '0') as id from ${numbers} as g (i)), lines as (
      insert into order_events (merchant_id, order_id, number, name, to_state, at_ms)
      select 'm', id, 1, 'create', 'created', i from made
    )
    insert into orders (
      merchant_id, id, out_trade_no, appid, mchid, openid, state, last_event, amount_fen, description,
      items, notify_url, created_at_ms, expires_at_ms, poll_count, version
    )
    select 'm', id, 'N' || i, 'wx', '19', 'o', 'created', 1, case when i % 20001 = 1 then 777 else 1 end, '茶',
      '[]', 'https://n', i, i, 0, 1
    from made`;
  await run(url, order('generate_series(1, 20002)'));
  const store = await createPostgresStore({ connectionString: url, maxConnections: 2 });
  const filter = { state: null, openid: null, fromMs: null, toMs: null, minFen: 700 };
  const first = await store.searchOrders('m', filter, { cursor: null, limit: 5 });
  expect(first.items.map(({ outTradeNo }) => outTradeNo)).toEqual(['N20002']);
  expect(first.nextCursor).not.toBeNull();
  const second = await store.searchOrders('m', filter, { cursor: first.nextCursor, limit: 5 });
  expect(second.items.map(({ outTradeNo }) => outTradeNo)).toEqual(['N1']);
  expect(second.nextCursor).toBeNull();
  const nothing = { ...filter, minFen: 800, fromMs: 20_000 };
  const none = await store.searchOrders('m', nothing, { cursor: null, limit: 5 });
  expect(none).toEqual({ items: [], nextCursor: null });
  await store.close();
  await drop();
});
