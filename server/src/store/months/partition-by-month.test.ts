import { randomUUID } from 'node:crypto';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { systemRandom } from '../../system.ts';
import { refundContract } from '../../testing/refund-contract.ts';
import { sampleOrder } from '../../testing/sample-order.ts';
import { storeContract } from '../../testing/store-contract.ts';
import { type EmbeddedDatabase, startEmbeddedDatabase } from '../embedded-database.ts';
import { migrate } from '../migrate.ts';
import { createPostgresStore } from '../postgres-store.ts';
import { partitionByMonth } from './partition-by-month.ts';
import { firstIdOf, monthAfter, monthOf, timedTables } from './timed-tables.ts';

let folder: string;
let database: EmbeddedDatabase;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'yifen-months-'));
  await chmod(folder, 0o755);
  database = await startEmbeddedDatabase({ dataDir: folder });
});

afterAll(async () => {
  await database?.stop();
  await rm(folder, { recursive: true, force: true });
});

async function newDatabase(): Promise<string> {
  const name = `yifen_test_${randomUUID().replaceAll('-', '')}`;
  await run(database.connectionString, `create database ${name}`);
  const url = new URL(database.connectionString);
  url.pathname = `/${name}`;
  await migrate(url.href);
  return url.href;
}

async function run(url: string, ...statements: string[]): Promise<pg.QueryResult> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    let last: pg.QueryResult | undefined;
    for (const statement of statements) last = await client.query(statement);
    if (last === undefined) throw new Error('nothing to run');
    return last;
  } finally {
    await client.end();
  }
}

const nowMs = Date.UTC(2026, 11, 15);

const open = async () => {
  const url = await newDatabase();
  await partitionByMonth(url, { nowMs });
  const store = await createPostgresStore({ connectionString: url });
  return {
    store,
    another: () => createPostgresStore({ connectionString: url, maxConnections: 4 }),
    close: () => store.close(),
  };
};
storeContract('on a database cut into months', open);
refundContract('on a database cut into months', open);

const order = (id: string, number: number) => `
  with history as (
    insert into order_events (merchant_id, order_id, number, name, to_state, at_ms)
    values ('m', '${id}', 1, 'create', 'created', 0)
  ), proof as (
    insert into evidence (
      merchant_id, id, order_id, source, timestamp, nonce, serial, signature, body, received_at_ms
    ) values ('m', 'E${number}', '${id}', 'query', '1', 'n', 's', 'c2ln', '\\x00', 0)
  ), announced as (
    insert into outbox (merchant_id, id, order_id, type, at_ms, payload)
    values ('m', '${id}', '${id}', 'order.created', 0, '{}')
  )
  insert into orders (
    merchant_id, id, out_trade_no, appid, mchid, openid, state, last_event, amount_fen, description,
    items, notify_url, created_at_ms, expires_at_ms, poll_count, version
  ) values (
    'm', '${id}', 'N${number}', 'wx', '19', 'oPayer', 'created', 1, 100, 'tea', '[]',
    'https://pay.example.com', 0, 0, 0, 1
  )`;

/** An id that was made so many months after now. */
const idIn = (months: number) =>
  `${firstIdOf(monthAfter(nowMs, months))}-7000-8000-${'0'.repeat(12)}`;

test('takes what is placed, and what is paid, at the same moment', async () => {
  const { store, close } = await open();
  const placed = Array.from({ length: 5 }, (_, number) =>
    sampleOrder({
      id: systemRandom.uuid(),
      outTradeNo: `N${number}`,
      state: 'created',
      items: [],
      prepayId: null,
      prepaidAtMs: null,
      askedAtMs: null,
      version: 1,
    }),
  );
  const event = { atMs: 1, note: null } as const;
  const creations = await Promise.all(
    placed.map((each) =>
      store.createOrder({
        order: each,
        event: { ...event, name: 'create', from: null, to: 'created' },
        idempotency: null,
      }),
    ),
  );
  expect(creations.map(({ kind }) => kind)).toEqual(placed.map(() => 'created'));
  const commits = await Promise.all(
    placed.map((before) =>
      store.commitOrder({
        before,
        patch: { state: 'paid', transactionId: `T${before.outTradeNo}`, paidAtMs: 1 },
        event: { ...event, name: 'pay', from: 'created', to: 'paid' },
      }),
    ),
  );
  expect(commits).toEqual(placed.map(() => 'committed'));
  for (const each of placed) expect(await store.records.history(each)).toHaveLength(2);
  await close();
});

/** What the tables themselves demand, without what it becomes for each part. */
const rulesOf = async (url: string) => {
  const { rows } = await run(
    url,
    `select conrelid::regclass::text as "table", conname, pg_get_constraintdef(oid) as rule
     from pg_constraint
     where contype in ('c', 'p', 'f') and conparentid = 0
       and conrelid::regclass::text in (${timedTables.map(({ name }) => `'${name}'`)})
     order by 1, 2`,
  );
  return rows;
};

describe('a database with orders in it', () => {
  let url: string;
  const strange = 'ffffffff-0000-4000-8000-000000000000';

  beforeAll(async () => {
    url = await newDatabase();
    await run(url, order(idIn(-1), 1), order(strange, 2));
    const before = await rulesOf(url);
    const made = await partitionByMonth(url, { nowMs, monthsAhead: 2 });
    expect(made.slice(0, 2)).toEqual(['order_events_2027_01', 'order_events_2027_02']);
    expect(made).toHaveLength(2 * timedTables.length);
    expect(await rulesOf(url)).toEqual(before);
  });

  const placeOf = async (table: string) => {
    const { rows } = await run(
      url,
      `select tableoid::regclass::text as part, count(*)::integer as count
       from ${table} group by 1 order by 1`,
    );
    return Object.fromEntries(rows.map(({ part, count }) => [part, count]));
  };

  test('keeps every row; what says nothing of its time has a place of its own', async () => {
    for (const { name } of timedTables) {
      expect(await placeOf(name)).toEqual({ [`${name}_before`]: 1, [`${name}_other`]: 1 });
    }
  });

  test('puts what comes into its month', async () => {
    await run(url, order(idIn(1), 3), order(idIn(2), 4), order(idIn(3), 5));
    for (const { name } of timedTables) {
      expect(await placeOf(name)).toEqual({
        [`${name}_2027_01`]: 1,
        [`${name}_2027_02`]: 1,
        [`${name}_before`]: 1,
        [`${name}_other`]: 2,
      });
    }
  });

  test('I04 a number and a transaction are one order’s, whatever the months', async () => {
    await expect(run(url, order(idIn(1).replace(/0$/, '1'), 1))).rejects.toMatchObject({
      constraint: 'orders_one_number',
    });
    const pay = (id: string) =>
      run(url, `update orders set transaction_id = 'T' where merchant_id = 'm' and id = '${id}'`);
    await pay(idIn(1));
    await expect(pay(idIn(-1))).rejects.toMatchObject({ constraint: 'orders_one_transaction' });
    await pay(idIn(1));
  });

  test('I09 no part of the history can be changed by its own name either', async () => {
    for (const part of ['_before', '_other', '_2027_01', '']) {
      for (const table of ['order_events', 'evidence']) {
        await expect(run(url, `delete from ${table}${part}`)).rejects.toThrow('append-only');
      }
    }
  });

  test('I12 a state cannot be written past the history', async () => {
    await expect(run(url, `update orders set state = 'closed'`)).rejects.toMatchObject({
      constraint: expect.stringContaining('orders_state_is_in_history'),
    });
  });

  test('looks into one month only for an order by its id', async () => {
    const { rows } = await run(
      url,
      `explain select * from orders where merchant_id = 'm' and id = '${idIn(1)}'`,
    );
    const plan = rows.map((row) => row['QUERY PLAN']).join('\n');
    expect(plan).toContain('orders_2027_01');
    expect(plan).not.toMatch(/orders_(before|other|2027_02)/);
  });

  test('a month that is over can be taken out and kept elsewhere', async () => {
    await run(
      url,
      'alter table orders detach partition orders_2027_01',
      'alter table orders_2027_01 drop constraint orders_state_is_in_history',
      'alter table order_events detach partition order_events_2027_01',
      'alter table evidence detach partition evidence_2027_01',
      'alter table outbox detach partition outbox_2027_01',
    );
    expect(await placeOf('orders')).toEqual({
      orders_2027_02: 1,
      orders_before: 1,
      orders_other: 2,
    });
    // Its number is not given to another.
    await expect(run(url, order(idIn(2).replace(/0$/, '1'), 3))).rejects.toMatchObject({
      constraint: 'orders_one_number',
    });
  });
});

test('run again, it makes only the months that have come into reach', async () => {
  const url = await newDatabase();
  await partitionByMonth(url, { nowMs, monthsAhead: 1 });
  expect(await partitionByMonth(url, { nowMs, monthsAhead: 1 })).toEqual([]);
  const later = Date.UTC(2027, 0, 15);
  expect(await partitionByMonth(url, { nowMs: later, monthsAhead: 1 })).toEqual(
    timedTables.map(({ name }) => `${name}_2027_02`),
  );
});

test('an id lies in the month in which it was made, as Beijing counts', () => {
  const lastMs = Date.UTC(2026, 11, 31, 15, 59, 59, 999);
  expect([monthOf(lastMs), monthOf(lastMs + 1)]).toEqual([
    { year: 2026, month: 12 },
    { year: 2027, month: 1 },
  ]);
  const before = firstIdOf(monthOf(Date.now()));
  const after = firstIdOf(monthAfter(Date.now()));
  const id = systemRandom.uuid();
  expect(before <= id && id < after).toBe(true);
});
