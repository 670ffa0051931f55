import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { openPool } from '../store/open-pool.ts';
import { order, type Payer, type Shop, startShop } from './start-shop.ts';
import { type TestDatabase, testDatabases } from './test-database.ts';

const [embedded] = testDatabases;
let database: TestDatabase | undefined;
let databaseUrl: string;
let shop: Shop;
let payer: Payer;

beforeAll(async () => {
  database = await embedded?.start();
});
beforeEach(async () => {
  databaseUrl = (await database?.create()) ?? '';
  shop = await startShop({ databaseUrl });
  payer = await shop.logIn();
});
afterEach(() => shop?.stop());
afterAll(() => database?.stop());

/** Runs statements as an administrator, past the server. */
async function administer(...statements: readonly string[]): Promise<void> {
  const url = new URL(databaseUrl);
  url.pathname = '/postgres';
  const client = new pg.Client({ connectionString: url.href });
  await client.connect();
  for (const statement of statements) await client.query(statement);
  await client.end();
}

/** Statements in the shop's own database. */
async function change(...statements: readonly string[]): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  for (const statement of statements) await client.query(statement);
  await client.end();
}

const name = () => new URL(databaseUrl).pathname.slice(1);
const kick = () =>
  `select pg_terminate_backend(pid) from pg_stat_activity where datname = '${name()}'`;

/** Pays while the database is in trouble: WeChat is told 503, and nobody is told "paid". */
async function payDuring(begin: () => Promise<void>) {
  const { order: payable, requestPayment } = await order(payer);
  const paid = shop.nextEvent('order.paid', payable.outTradeNo);
  const failed = shop.nextEvent('notification.failed');
  await begin();
  await shop.simulator.pay({ openid: payer.openid, ...requestPayment });
  await failed;
  return { id: payable.id, paid };
}

const troubles: readonly {
  readonly trouble: string;
  begin(): Promise<void>;
  end(): Promise<void>;
}[] = [
  {
    trouble: 'gone',
    begin: () => administer(`alter database ${name()} allow_connections false`, kick()),
    end: () => administer(`alter database ${name()} allow_connections true`),
  },
  {
    trouble: 'read-only',
    begin: () =>
      administer(`alter database ${name()} set default_transaction_read_only to on`, kick()),
    end: () => administer(`alter database ${name()} reset default_transaction_read_only`, kick()),
  },
  {
    // What PostgreSQL says when a file cannot grow, where a paid order is written.
    trouble: 'full',
    begin: () =>
      change(
        `create function no_space() returns trigger language plpgsql as
          $$ begin raise exception 'could not extend file' using errcode = 'disk_full'; end $$`,
        'create trigger no_space before insert on evidence execute function no_space()',
      ),
    end: () => change('drop trigger no_space on evidence'),
  },
];

test.each(troubles)(
  'a payment while the database is $trouble is kept when it is back',
  async (each) => {
    const { paid, id } = await payDuring(each.begin);
    await each.end();
    // The first question to WeChat is due ten seconds after the prepay.
    shop.skew(11_000);
    await paid;
    expect((await payer.client.order(id)).state).toBe('paid');
  },
);

test('while the database is gone the server says so, and shows nothing of why', async () => {
  await administer(`alter database ${name()} allow_connections false`, kick());
  const ready = await fetch(`${shop.server.url}/readyz`);
  expect([ready.status, await ready.json()]).toEqual([503, { status: 'database unreachable' }]);
  expect((await fetch(`${shop.server.url}/healthz`)).status).toBe(200);
  const answer = await fetch(`${shop.server.url}/v1/orders`, {
    headers: { authorization: `Bearer ${payer.token}` },
  });
  const text = await answer.text();
  expect([answer.status, JSON.parse(text).code]).toEqual([503, 'temporarily_unavailable']);
  expect(text).not.toMatch(/postgres|database|at /i);
  await administer(`alter database ${name()} allow_connections true`);
  expect((await fetch(`${shop.server.url}/readyz`)).status).toBe(200);
});

test('a connection that dies between two statements fails the next one, and not the process', async () => {
  const pool = openPool({ connectionString: databaseUrl, maxConnections: 1, onError: () => {} });
  const client = await pool.connect();
  await client.query('begin');
  const ended = new Promise<void>((resolve) => client.once('end', resolve));
  await administer(kick());
  await ended;
  await expect(client.query('select 1')).rejects.toThrow();
  client.release(true);
  expect((await pool.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
  await pool.end();
});
