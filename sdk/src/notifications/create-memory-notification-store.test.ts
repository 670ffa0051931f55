import { expect, test } from 'vitest';
import { claimed, testNotificationStore } from '../testing/notification-store-promises.ts';
import { createMemoryNotificationStore } from './create-memory-notification-store.ts';

testNotificationStore('a store in memory', () => createMemoryNotificationStore());

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

test('memory keeps what is done for 25 hours, longer than WeChat resends', async () => {
  const store = createMemoryNotificationStore();
  const at = (key: string, nowMs: number) => store.claim(key, { nowMs, leaseMs: 1000 });
  await claimed(await at('a', 0)).complete();
  await at('b', 89_999_999);
  expect(await at('a', 89_999_999)).toEqual({ state: 'done' });
  await at('c', 90_000_000);
  expect(await at('a', 90_000_000)).toMatchObject({ state: 'claimed' });
});

test('what is written again counts as new: neither its age nor its place is the old one', async () => {
  const store = createMemoryNotificationStore({ maxEntries: 2 });
  const lease = { nowMs: 0, leaseMs: 1000 };
  const first = claimed(await store.claim('a', lease));
  await claimed(await store.claim('b', lease)).complete();
  await first.complete();
  await claimed(await store.claim('c', lease)).complete();
  expect(await store.claim('a', lease)).toEqual({ state: 'done' });
  expect(await store.claim('b', lease)).toMatchObject({ state: 'claimed' });
});
