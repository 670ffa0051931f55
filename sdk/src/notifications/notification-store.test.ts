import { PGlite } from '@electric-sql/pglite';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ConfigError } from '../core/errors/config-error.ts';
import { createMemoryNotificationStore } from './create-memory-notification-store.ts';
import {
  createPostgresNotificationStore,
  type PostgresNotificationStore,
} from './create-postgres-notification-store.ts';
import type { NotificationClaim, NotificationStore } from './notification-handlers.ts';

const database = new PGlite();
let postgres: PostgresNotificationStore;
let keys = 0;

beforeAll(async () => {
  postgres = createPostgresNotificationStore(database);
  await postgres.createTable();
});

afterAll(async () => {
  await database.close();
});

function newKey(): string {
  keys += 1;
  return `1900000001/EV-${keys}`;
}

function claimed(claim: NotificationClaim) {
  if (claim.state !== 'claimed') throw new Error(claim.state);
  return claim;
}

describe.each([
  ['in memory', () => createMemoryNotificationStore() as NotificationStore],
  ['in PostgreSQL', () => postgres as NotificationStore],
])('a store %s', (_name, open) => {
  const lease = { nowMs: 1_770_000_000_000, leaseMs: 60_000 };
  // The lease of a store on its own clock has run out when it is taken.
  const over = { ...lease, leaseMs: 0 };

  test('gives a notification to one of two deliveries', async () => {
    const store = open();
    const key = newKey();
    const claims = await Promise.all([store.claim(key, lease), store.claim(key, lease)]);
    expect(claims.map(({ state }) => state)).toEqual(['claimed', 'busy']);
    expect(await store.claim(newKey(), lease)).toMatchObject({ state: 'claimed' });
  });

  test('remembers what is complete', async () => {
    const store = open();
    const key = newKey();
    await claimed(await store.claim(key, over)).complete();
    expect(await store.claim(key, lease)).toEqual({ state: 'done' });
  });

  test('gives it out again once it is released', async () => {
    const store = open();
    const key = newKey();
    await claimed(await store.claim(key, lease)).release();
    expect(await store.claim(key, lease)).toMatchObject({ state: 'claimed' });
  });

  test('gives it out again when the lease has run out: the process may have died', async () => {
    const store = open();
    const key = newKey();
    claimed(await store.claim(key, over));
    expect(await store.claim(key, lease)).toMatchObject({ state: 'claimed' });
  });

  test('is not confused by a holder that comes back after its lease', async () => {
    const store = open();
    const key = newKey();
    const late = claimed(await store.claim(key, over));
    const current = claimed(await store.claim(key, lease));
    await late.release();
    expect(await store.claim(key, lease)).toEqual({ state: 'busy' });
    await late.complete();
    expect(await store.claim(key, lease)).toEqual({ state: 'done' });
    await current.release();
    await current.complete();
    expect(await store.claim(key, lease)).toEqual({ state: 'done' });
  });
});

test('memory keeps a lease until its last millisecond, and forgets after its time', async () => {
  const store = createMemoryNotificationStore({ keepMs: 1000 });
  const at = (nowMs: number) => store.claim('a', { nowMs, leaseMs: 100 });
  await at(0);
  expect(await at(99)).toEqual({ state: 'busy' });
  await claimed(await at(100)).complete();
  expect(await at(1000)).toEqual({ state: 'done' });
  await store.claim('b', { nowMs: 1100, leaseMs: 100 });
  expect(await at(1100)).toMatchObject({ state: 'claimed' });
});

test('memory never holds more than it may: the oldest goes first', async () => {
  const store = createMemoryNotificationStore({ maxEntries: 2 });
  const lease = { nowMs: 0, leaseMs: 1000 };
  for (const key of ['a', 'b', 'c']) await claimed(await store.claim(key, lease)).complete();
  expect(await store.claim('b', lease)).toEqual({ state: 'done' });
  expect(await store.claim('a', lease)).toMatchObject({ state: 'claimed' });
});

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
