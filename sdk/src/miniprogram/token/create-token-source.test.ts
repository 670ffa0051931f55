import { expect, test } from 'vitest';
import { failureOf } from '../../testing/test-wechat.ts';
import type { AccessToken, AccessTokenStore } from './access-token.ts';
import { createTokenSource } from './create-token-source.ts';

const hourMs = 3_600_000;

/** A token source on a hand-moved clock; tokens are numbered and last two hours. */
function start(store?: AccessTokenStore) {
  const world = { nowMs: 0, asked: [] as boolean[], failing: false };
  const source = createTokenSource({
    appid: 'wx1',
    store,
    system: { nowMs: () => world.nowMs, nonce: () => '', sleep: async () => {} },
    fetchToken: async (force) => {
      world.asked.push(force);
      if (world.failing) throw new Error('offline');
      return { access_token: `T${world.asked.length}`, expiresAtMs: world.nowMs + 2 * hourMs };
    },
  });
  return { world, source };
}

function memoryStore(kept?: AccessToken) {
  const store = { kept, saved: 0, load: async () => store.kept, save: async () => {} };
  store.save = async (...[, token]: [appid?: string, token?: AccessToken]) => {
    store.kept = token;
    store.saved += 1;
  };
  return store;
}

test('however many calls wait, WeChat is asked once', async () => {
  const { world, source } = start();
  const tokens = await Promise.all(Array.from({ length: 50 }, () => source.get()));
  expect(new Set(tokens.map(({ access_token }) => access_token))).toEqual(new Set(['T1']));
  expect((await source.get()).access_token).toBe('T1');
  expect(world.asked).toEqual([false]);
});

test('the next token is fetched in the last five minutes, not before', async () => {
  const { world, source } = start();
  await source.get();
  world.nowMs = 2 * hourMs - 300_001;
  expect((await source.get()).access_token).toBe('T1');
  world.nowMs += 1;
  expect((await source.get()).access_token).toBe('T2');
});

test('while no new token can be had, the old one serves to its end', async () => {
  const { world, source } = start();
  await source.get();
  world.failing = true;
  world.nowMs = 2 * hourMs - 1;
  expect((await source.get()).access_token).toBe('T1');
  world.nowMs += 1;
  expect(await failureOf(source.get())).toMatchObject({ message: 'offline' });
  world.failing = false;
  expect((await source.get()).access_token).toBe('T4');
});

test('a failure is not kept: the next call asks again', async () => {
  const { world, source } = start();
  world.failing = true;
  await failureOf(source.get());
  world.failing = false;
  expect((await source.get()).access_token).toBe('T2');
});

test('a refused token is replaced once for all who were refused', async () => {
  const { world, source } = start();
  await source.get();
  const replaced = await Promise.all([source.replace('T1'), source.replace('T1')]);
  expect(replaced.map(({ access_token }) => access_token)).toEqual(['T2', 'T2']);
  expect((await source.replace('T1')).access_token).toBe('T2');
  expect(world.asked).toHaveLength(2);
});

test('processes with one store share one token', async () => {
  const store = memoryStore();
  const first = start(store);
  const second = start(store);
  await first.source.get();
  expect(store.saved).toBe(1);
  expect((await second.source.get()).access_token).toBe('T1');
  expect(second.world.asked).toHaveLength(0);
});

test('a refused token in the store is not taken again', async () => {
  const store = memoryStore();
  const { source, world } = start(store);
  await source.get();
  expect((await source.replace('T1')).access_token).toBe('T2');
  expect(store.kept?.access_token).toBe('T2');
  expect(world.asked).toHaveLength(2);
});

test.each([
  ['is old', { access_token: 'T0', expiresAtMs: 300_000 }],
  ['is empty', { access_token: '', expiresAtMs: 9 * hourMs }],
  ['has no end', { access_token: 'T0', expiresAtMs: Number.NaN }],
])('a stored token that %s is not taken', async (_name, kept) => {
  expect((await start(memoryStore(kept)).source.get()).access_token).toBe('T1');
});

test('a store that fails costs a call, nothing else', async () => {
  const { source, world } = start({
    load: () => Promise.reject(new Error('database down')),
    save: () => Promise.reject(new Error('database down')),
  });
  expect((await source.get()).access_token).toBe('T1');
  expect((await source.get()).access_token).toBe('T1');
  expect(world.asked).toHaveLength(1);
});

test('a forced refresh asks for one', async () => {
  const { source, world } = start();
  await source.get();
  expect((await source.forceRefresh()).access_token).toBe('T2');
  expect((await source.get()).access_token).toBe('T2');
  expect(world.asked).toEqual([false, true]);
});
