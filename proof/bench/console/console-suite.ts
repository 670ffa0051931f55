import { performance } from 'node:perf_hooks';
import pg from 'pg';
import { openBenchDatabase } from '../database/bench-database.ts';
import { type Contender, type Measured, measureUndisturbed, median } from '../measure.ts';
import type { Table } from '../report.ts';
import { readCount } from '../scale/read-count.ts';
import { measureExportMemory } from './export-memory.ts';
import { type OpenConsole, openConsole } from './open-console.ts';
import { searchesOf } from './searches.ts';
import { MONTH_MS, seedMonth } from './seed-month.ts';

/** How long the overview may take, in milliseconds. */
const OVERVIEW_LIMIT_MS = 300;
const HOUR_MS = 3_600_000;
const rounds = 60;

/**
 * Asks what a console asks of a database with a million orders of one month: the bare query that finds the rows by their
 * index, the store's search for them, and the whole answer over HTTP, with its key, its limits and its JSON. `YIFEN_BENCH_CONSOLE_ORDERS` sets the number.
 */
export async function consoleSuite(): Promise<readonly Table[]> {
  const count = readCount('YIFEN_BENCH_CONSOLE_ORDERS', 1_000_000);
  const database = await openBenchDatabase();
  const desk = await openConsole(database.url);
  const bare = new pg.Client({ connectionString: database.url });
  await bare.connect();
  try {
    const { mchid, appid } = desk.world;
    const nowMs = Date.now();
    await seedMonth(database, { merchantId: 'default', mchid, appid, count, nowMs });
    const note = `${count.toLocaleString('en')} orders; ${await database.describe()}`;
    const searches = await measureSearches(desk, bare, { count, nowMs });
    return [
      ...searches.map((table) => ({ ...table, note: `${note}; ${table.note}` })),
      await measureOverview(desk),
      await measureExport(desk, nowMs),
      await measureExportMemory(desk, { count, nowMs }),
    ];
  } finally {
    await bare.end();
    await desk.close();
    await database.stop();
  }
}

async function measureSearches(
  desk: OpenConsole,
  bare: pg.Client,
  month: { readonly count: number; readonly nowMs: number },
): Promise<Table[]> {
  const tables: Table[] = [];
  const { store } = desk.ports;
  for (const [index, { title, path, search, sql }] of searchesOf(month).entries()) {
    const query = { name: `bare-${index}`, text: sql };
    const contenders: Contender[] = [
      { name: 'the bare query', run: (times) => repeat(times, () => bare.query(query)) },
      { name: 'the search', run: (times) => repeat(times, () => search(store)) },
      { name: 'the answer over HTTP', run: (times) => repeat(times, () => desk.ask(path)) },
      { name: 'an empty answer over HTTP', run: (times) => repeat(times, () => desk.ask('')) },
    ];
    const rows = await measureUndisturbed(contenders, { rounds, roundMs: 10 });
    tables.push({
      title,
      rows,
      note: overEmpty(rows),
      target: { name: 'the search', ratio: 0.5 },
      meaning:
        'The fastest twentieth of many short rounds: what it takes when nothing gets in between. The empty answer is `GET /v1/merchant` with the same key: what HTTP, the key and the limits take when nothing is looked for.',
    });
  }
  return tables;
}

/** How much longer than the empty answer the whole one takes. */
function overEmpty(rows: readonly Measured[]): string {
  const rateOf = (wanted: string) =>
    rows.find(({ name }) => name === wanted)?.perSecond ?? Number.NaN;
  const times = rateOf('an empty answer over HTTP') / rateOf('the answer over HTTP');
  return `the whole answer takes ${times.toFixed(2)} × an empty one`;
}

async function measureOverview(desk: OpenConsole): Promise<Table> {
  const toMs = Math.ceil(Date.now() / HOUR_MS) * HOUR_MS;
  const path = (hours: number) => {
    const from = new Date(toMs - hours * HOUR_MS).toISOString();
    return `/overview?from=${from}&to=${new Date(toMs).toISOString()}`;
  };
  const month = MONTH_MS / HOUR_MS;
  const counted = await desk.ask(path(month)).then(() => timeOf(desk, path(month), 3));
  const before = await readMonth(desk, toMs);
  await desk.rollFigures();
  const after = await readMonth(desk, toMs);
  if (before !== after) throw new Error('the kept figures are not those that are counted');
  const times = {
    'today, by the hour': await timeOf(desk, path(24), 30),
    'the month, by the day': await timeOf(desk, path(month), 30),
    'the month, counted from the orders': counted,
  };
  const rows = [
    { name: `${OVERVIEW_LIMIT_MS} ms`, perSecond: 1000 / OVERVIEW_LIMIT_MS, ratio: 1 },
    ...Object.entries(times).map(([name, ms]) => ({
      name,
      perSecond: 1000 / ms,
      ratio: OVERVIEW_LIMIT_MS / ms,
    })),
  ];
  return {
    title: 'The overview',
    rows,
    target: { name: 'the month, by the day', ratio: 1 },
    meaning:
      'Figures of a range, of the range before, and what waits. They are kept by the hour; that they are the same as those counted from the orders is checked in the run.',
    note: Object.entries(times)
      .map(([name, ms]) => `${name}: ${ms.toFixed(1)} ms`)
      .join('; '),
  };
}

/** Three days of orders as a file, beside reading the same rows page by page. */
async function measureExport(desk: OpenConsole, nowMs: number): Promise<Table> {
  const [fromMs, toMs] = [nowMs - 6 * 24 * HOUR_MS, nowMs - 3 * 24 * HOUR_MS];
  const filter = { state: null, openid: null, fromMs, toMs };
  let orders = 0;
  const read = async () => {
    let cursor: string | null = null;
    do {
      const page = await desk.ports.store.searchOrders('default', filter, { cursor, limit: 500 });
      orders += page.items.length;
      cursor = page.nextCursor;
    } while (cursor !== null);
  };
  const from = new Date(fromMs).toISOString();
  const to = new Date(toMs).toISOString();
  const readMs = await elapsed(read);
  const exportMs = await elapsed(() => desk.ask(`/orders.csv?from=${from}&to=${to}`));
  const rates = [readMs, exportMs].map((ms) => orders / (ms / 1000));
  const [readRate = Number.NaN, exportRate = Number.NaN] = rates;
  return {
    title: 'The export, in orders',
    rows: [
      { name: 'read page by page', perSecond: readRate, ratio: 1 },
      { name: 'the file over HTTP', perSecond: exportRate, ratio: exportRate / readRate },
    ],
    note: `${orders.toLocaleString('en')} orders`,
  };
}

async function elapsed(act: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await act();
  return performance.now() - started;
}

async function readMonth({ ports }: OpenConsole, toMs: number): Promise<string> {
  const range = { fromMs: toMs - MONTH_MS, toMs, bucket: 'day' as const };
  return JSON.stringify(await ports.store.readFigures('default', range));
}

async function timeOf(desk: OpenConsole, path: string, times: number): Promise<number> {
  const taken: number[] = [];
  for (let time = 0; time < times; time += 1) {
    const started = performance.now();
    await desk.ask(path);
    taken.push(performance.now() - started);
  }
  return median(taken);
}

async function repeat(times: number, act: () => Promise<unknown>): Promise<void> {
  for (let time = 0; time < times; time += 1) await act();
}
