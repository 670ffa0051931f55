import { expect, test } from 'vitest';
import { ConfigError } from '../core/errors/config-error.ts';
import { createPostgresNotificationStore } from './create-postgres-notification-store.ts';

type Row = Readonly<Record<string, unknown>>;

/** A client that answers as it is told and keeps what it was asked; what PostgreSQL makes of it is tested elsewhere. */
function record(...answers: Row[][]) {
  const asked: [text: string, values: unknown[] | undefined][] = [];
  const client = {
    query: async (text: string, values?: unknown[]) => {
      asked.push([text.trim().split(' ')[0] ?? '', values]);
      return { rows: answers.shift() ?? [] };
    },
  };
  return { client, asked };
}

const lease = { nowMs: 5, leaseMs: 60_000 };

test('a claim that PostgreSQL grants is completed by key and given back by its token', async () => {
  const { client, asked } = record([{ token: 'T' }]);
  const claim = await createPostgresNotificationStore(client).claim('k', lease);
  if (claim.state !== 'claimed') throw new Error(claim.state);
  expect(await claim.complete()).toBeUndefined();
  expect(await claim.release()).toBeUndefined();
  expect(asked).toEqual([
    ['insert', ['k', 60_000]],
    ['update', ['k']],
    ['delete', ['k', 'T']],
  ]);
});

test.each([
  [[{ done: true }], 'done'],
  [[{ done: false }], 'busy'],
  [[], 'busy'],
])('a claim that it does not grant is looked up: %o is %s', async (found, state) => {
  const { client, asked } = record([], found);
  expect(await createPostgresNotificationStore(client).claim('k', lease)).toEqual({ state });
  expect(asked[1]).toEqual(['select', ['k']]);
});

test('remembering asks the transaction, not the pool, and says whether it was the first', async () => {
  const pool = record();
  const store = createPostgresNotificationStore(pool.client);
  const transaction = record([{ key: 'k' }], []);
  expect(await store.remember(transaction.client, 'k')).toBe(true);
  expect(await store.remember(transaction.client, 'k')).toBe(false);
  expect(transaction.asked).toEqual([
    ['insert', ['k']],
    ['insert', ['k']],
  ]);
  expect(pool.asked).toEqual([]);
});

test('48 hours are kept unless another time is said', async () => {
  const { client, asked } = record();
  const store = createPostgresNotificationStore(client);
  expect([await store.createTable(), await store.prune(), await store.prune(1)]).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
  expect(asked).toEqual([
    ['create', undefined],
    ['delete', [172_800_000]],
    ['delete', [1]],
  ]);
});

test('the table is named in every statement, and only a plain name is', async () => {
  const texts: string[] = [];
  const client = {
    query: async (text: string) => {
      texts.push(text);
      return { rows: [] };
    },
  };
  const store = createPostgresNotificationStore(client, { table: 'shop._n2' });
  await store.createTable();
  await store.claim('k', lease);
  await store.remember(client, 'k');
  await store.prune();
  for (const text of texts) expect(text).toMatch(/ shop\._n2\s/);
  expect(texts).toHaveLength(5);
  await createPostgresNotificationStore(client).createTable();
  expect(texts[5]).toMatch(/ wechatpay_notifications\s/);
  const longest = 'n'.repeat(63);
  expect(() => createPostgresNotificationStore(client, { table: longest })).not.toThrow();
  for (const table of ['', 'Notes', '1a', 'a.b.c', 'a;b', `${longest}n`, `${longest}n.a`, 'a b']) {
    const attempt = () => createPostgresNotificationStore(client, { table });
    expect(attempt).toThrow(ConfigError);
    expect(attempt).toThrow('table: it is not a plain lower-case name.');
    expect(attempt).toThrow(
      expect.objectContaining({
        advice: {
          zh: expect.stringContaining('小写字母'),
          en: expect.stringContaining('lower-case letters'),
        },
      }),
    );
  }
});
