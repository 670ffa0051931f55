import { createMemoryStore, type Store } from '@yifen/server';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { compareStores } from './compare-stores.ts';
import { type Databases, openDatabases } from './open-stores.ts';
import { runSession, wholeSession } from './run-session.ts';
import { shrinkSession } from './shrink-session.ts';

/** What is no call: how a store is opened up for judges, asked whether it lives, and closed. */
const NO_CALLS: ReadonlySet<string> = new Set(['records', 'ping', 'close']);

let databases: Databases;

beforeAll(async () => {
  databases = await openDatabases();
});
afterAll(() => databases?.close());

test('the store in memory and PostgreSQL give the same answers to the same random calls', async () => {
  const report = await compareStores(databases, { first: 1, count: 6, length: 80, seconds: null });
  expect(report.failed).toBeNull();
  expect(report.sessions).toBe(6);
  expect(Object.keys(report.methods).length).toBeGreaterThan(50);
}, 120_000);

test('sessions call everything that a store offers', async () => {
  const called = new Set<string>();
  for (let seed = 1; seed <= 60; seed += 1) {
    const report = await runSession(
      wholeSession(seed, 120),
      createMemoryStore(),
      createMemoryStore(),
    );
    for (const method of Object.keys(report.methods)) called.add(method);
  }
  const offered = Object.keys(createMemoryStore()).filter((name) => !NO_CALLS.has(name));
  expect(offered.filter((name) => !called.has(name))).toEqual([]);
}, 120_000);

test('a session is the same whenever it is run', async () => {
  const run = () => runSession(wholeSession(7, 60), createMemoryStore(), createMemoryStore());
  const [first, second] = [await run(), await run()];
  expect(first.disagreement).toBeNull();
  expect(second).toEqual(first);
});

test('a store that answers otherwise is found out, by the fewest steps that do', async () => {
  /** It does not say how many pieces are left. */
  const forgetful = () => {
    const store = createMemoryStore();
    const listAllProducts: Store['listAllProducts'] = async (merchantId) =>
      (await store.listAllProducts(merchantId)).map((product) => ({ ...product, stock: null }));
    return { ...store, listAllProducts };
  };
  const disagrees = async (session: Parameters<typeof runSession>[0]) =>
    (await runSession(session, createMemoryStore(), forgetful())).disagreement !== null;
  const whole = wholeSession(3, 200);
  expect(await disagrees(whole)).toBe(true);
  const short = await shrinkSession(whole, disagrees);
  expect(short.steps.length).toBeLessThanOrEqual(2);
  expect(await disagrees(short)).toBe(true);
});
