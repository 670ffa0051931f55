import { PGlite } from '@electric-sql/pglite';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ConfigError } from '../core/errors/config-error.ts';
import { newKey, testNotificationStore } from '../testing/notification-store-promises.ts';
import {
  createPostgresNotificationStore,
  type PostgresNotificationStore,
} from './create-postgres-notification-store.ts';

const database = new PGlite();
let postgres: PostgresNotificationStore;

beforeAll(async () => {
  postgres = createPostgresNotificationStore(database);
  await postgres.createTable();
});

afterAll(async () => {
  await database.close();
});

testNotificationStore('a store in PostgreSQL', () => postgres);

test('effect and memory in one transaction happen together or not at all', async () => {
  await database.exec('create table ledger (effect text)');
  const key = newKey();
  const effect = (fail: boolean) =>
    database.transaction(async (transaction) => {
      if (!(await postgres.remember(transaction, key))) return 'done before';
      await transaction.query('insert into ledger values ($1)', [key]);
      if (fail) throw new Error('the process dies');
      return 'done';
    });
  await expect(effect(true)).rejects.toThrow('dies');
  expect([await effect(false), await effect(false)]).toEqual(['done', 'done before']);
  const { rows } = await database.query('select effect from ledger');
  expect(rows).toHaveLength(1);
  expect(await postgres.claim(key, { nowMs: 0, leaseMs: 1 })).toEqual({ state: 'done' });
});

test('a notification that was only claimed can be remembered as done', async () => {
  const key = newKey();
  await postgres.claim(key, { nowMs: 0, leaseMs: 60_000 });
  expect(await postgres.remember(database, key)).toBe(true);
  expect(await postgres.remember(database, key)).toBe(false);
});

test('pruning forgets what is old and nothing else', async () => {
  const [old, fresh] = [newKey(), newKey()];
  for (const key of [old, fresh]) await postgres.remember(database, key);
  await database.query(
    `update wechatpay_notifications set leased_until = now() - interval '3 days',
      done_at = now() - interval '3 days' where key = $1`,
    [old],
  );
  await postgres.prune();
  expect(await postgres.remember(database, old)).toBe(true);
  expect(await postgres.remember(database, fresh)).toBe(false);
});

test('creating the table twice is fine, and it may stand in a schema', async () => {
  await postgres.createTable();
  await database.exec('create schema shop');
  const store = createPostgresNotificationStore(database, { table: 'shop.notifications' });
  await store.createTable();
  expect(await store.claim('a', { nowMs: 0, leaseMs: 1 })).toMatchObject({ state: 'claimed' });
});

test.each(['', 'Notes', 'a;drop table orders', 'a.b.c', '1a', '"a"'])(
  'the table name %j is refused',
  (table) => {
    expect(() => createPostgresNotificationStore(database, { table })).toThrow(ConfigError);
  },
);
