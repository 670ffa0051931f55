import { afterAll, beforeAll, expect, test } from 'vitest';
import { type BenchDatabase, openBenchDatabase } from '../database/bench-database.ts';
import { stallExport, watchExport } from './export-memory.ts';
import { type OpenConsole, openConsole } from './open-console.ts';
import { seedMonth } from './seed-month.ts';

const count = 40_000;
/** As objects the orders would be five times as much, and as text most of it. */
const MOST_MIB = 12;

let database: BenchDatabase;
let desk: OpenConsole;

beforeAll(async () => {
  database = await openBenchDatabase();
  desk = await openConsole(database.url);
  const { mchid, appid } = desk.world;
  await seedMonth(database, { merchantId: 'default', mchid, appid, count, nowMs: Date.now() });
}, 120_000);

afterAll(async () => {
  await desk?.close();
  await database?.stop();
});

test('an export of many orders holds no more than a few of its pages', async () => {
  await watchExport(desk, '/orders.csv?state=disputed');
  const { bytes, grownMib } = await watchExport(desk, '/orders.csv');
  expect(bytes).toBeGreaterThan(count * 150);
  expect(grownMib).toBeLessThan(MOST_MIB);
}, 60_000);

test('for a reader who takes nothing the server reads a part of the orders and waits', async () => {
  const { rows, grownMib } = await stallExport(desk, '/orders.csv');
  expect(rows).toBeLessThan(count * 0.75);
  expect(grownMib).toBeLessThan(MOST_MIB);
}, 60_000);
