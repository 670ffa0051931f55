import { performance } from 'node:perf_hooks';
import type { Store } from '@yifen/server';
import pg from 'pg';
import { openBenchDatabase } from '../database/bench-database.ts';
import { type Contender, measureUndisturbed, median } from '../measure.ts';
import type { Table } from '../report.ts';
import { readCount } from '../scale/read-count.ts';
import { type OpenConsole, openConsole } from './open-console.ts';
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
      ...searches.map((table) => ({ ...table, note })),
      await measureOverview(desk),
      await measureExport(desk, nowMs),
    ];
  } finally {
    await bare.end();
    await desk.close();
    await database.stop();
  }
}

interface Search {
  readonly title: string;
  readonly path: string;
  readonly search: (store: Store) => Promise<unknown>;
  /** The same rows, by their index alone. */
  readonly sql: string;
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
    ];
    const rows = await measureUndisturbed(contenders, { rounds, roundMs: 10 });
    tables.push({
      title,
      rows,
      target: { name: 'the search', ratio: 0.5 },
      meaning:
        'The fastest twentieth of many short rounds: what it takes when nothing gets in between.',
    });
  }
  return tables;
}

/** By everything that the page of orders can ask for. */
function searchesOf({
  count,
  nowMs,
}: {
  readonly count: number;
  readonly nowMs: number;
}): Search[] {
  // One that is paid and refunded.
  const place = Math.floor(count / 100) * 50 + 11;
  const day = new Date(nowMs - 15 * 24 * HOUR_MS).toISOString();
  const dayAfter = new Date(nowMs - 14 * 24 * HOUR_MS).toISOString();
  const range = `e.at_ms >= ${Date.parse(day)} and e.at_ms < ${Date.parse(dayAfter)}`;
  const history = (where: string, and = 'true') =>
    `select o.* from order_events e join orders o on o.merchant_id = e.merchant_id and o.id = e.order_id
     where e.merchant_id = 'default' and e.number = 1 and ${where} and ${and}
     order by e.at_ms desc, e.order_id desc limit 21`;
  const page = { cursor: null, limit: 20 };
  const all = { state: null, openid: null, fromMs: null, toMs: null };
  type Filter = Parameters<Store['searchOrders']>[1];
  const by = (filter: Partial<Filter>) => (store: Store) =>
    store.searchOrders('default', { ...all, ...filter }, page);
  const numbered = (number: string) => (store: Store) =>
    store.findOrdersByNumber('default', number);
  const days = { fromMs: Date.parse(day), toMs: Date.parse(dayAfter) };
  const ours = `Y${String(place).padStart(19, '0')}`;
  const theirs = `4200${String(place).padStart(24, '0')}`;
  const refund = `5030${String(place).padStart(24, '0')}`;
  const order = (where: string) =>
    `select * from orders where merchant_id = 'default' and ${where}`;
  return [
    { title: 'The newest orders', path: '/orders', search: by({}), sql: history('true') },
    {
      title: 'The orders of a day two weeks ago',
      path: `/orders?from=${day}&to=${dayAfter}`,
      search: by(days),
      sql: history(range),
    },
    {
      title: 'An order by its number',
      path: `/orders?number=${ours}`,
      search: numbered(ours),
      sql: order(`out_trade_no = '${ours}'`),
    },
    {
      title: 'An order by its transaction',
      path: `/orders?number=${theirs}`,
      search: numbered(theirs),
      sql: order(`transaction_id = '${theirs}'`),
    },
    {
      title: 'An order by WeChat’s number of its refund',
      path: `/orders?number=${refund}`,
      search: numbered(refund),
      sql: order(
        `id = (select order_id from refunds where merchant_id = 'default' and wechat_refund_id = '${refund}')`,
      ),
    },
    {
      title: 'The orders of one payer',
      path: '/orders?openid=oPayer77',
      search: by({ openid: 'oPayer77' }),
      sql: order(`openid = 'oPayer77' order by created_at_ms desc, id desc limit 21`),
    },
    {
      title: 'Closed orders',
      path: '/orders?state=closed',
      search: by({ state: 'closed' }),
      sql: history('true', `o.state = 'closed'`),
    },
    {
      title: 'Disputed orders',
      path: '/orders?state=disputed',
      search: by({ state: 'disputed' }),
      sql: order(`state = 'disputed' order by created_at_ms desc, id desc limit 21`),
    },
    {
      title: 'Orders that wait to be paid',
      path: '/orders?state=created,payable',
      search: by({ state: ['created', 'payable'] }),
      sql: order(
        `state in ('created', 'payable') and next_poll_at_ms is not null order by created_at_ms desc, id desc limit 21`,
      ),
    },
    {
      title: 'Orders of a day by what they cost',
      path: `/orders?from=${day}&to=${dayAfter}&minAmountFen=90000&maxAmountFen=90100`,
      search: by({ ...days, minFen: 90_000, maxFen: 90_100 }),
      sql: history(range, 'o.amount_fen between 90000 and 90100'),
    },
  ];
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
  const before = process.memoryUsage().heapUsed;
  let most = before;
  const look = setInterval(() => {
    most = Math.max(most, process.memoryUsage().heapUsed);
  }, 20);
  const readMs = await elapsed(read);
  const exportMs = await elapsed(() => desk.ask(`/orders.csv?from=${from}&to=${to}`));
  clearInterval(look);
  const rates = [readMs, exportMs].map((ms) => orders / (ms / 1000));
  const [readRate = Number.NaN, exportRate = Number.NaN] = rates;
  return {
    title: 'The export, in orders',
    rows: [
      { name: 'read page by page', perSecond: readRate, ratio: 1 },
      { name: 'the file over HTTP', perSecond: exportRate, ratio: exportRate / readRate },
    ],
    note: `${orders.toLocaleString('en')} orders; the heap grew by ${Math.round((most - before) / 2 ** 20)} MiB at most, garbage and the reader of the file included`,
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
