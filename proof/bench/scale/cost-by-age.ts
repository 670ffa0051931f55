import { createPostgresStore, type Store } from '@yifen/server';
import { type BenchDatabase, openBenchDatabase } from '../database/bench-database.ts';
import { seedOrders } from '../database/seed-orders.ts';
import { median } from '../measure.ts';
import type { Table } from '../report.ts';
import { buyOnce } from './buy-once.ts';
import { readCount } from './read-count.ts';

const rounds = 5;
const few = 10_000;
const ordersPerRound = 2_000;
const callers = 64;
const owner = {
  merchantId: 'default',
  mchid: '1900000001',
  appid: 'wxbe0c000000000001',
  openid: 'oBenchBenchBenchBenchBenchBe',
};

interface Side {
  readonly database: BenchDatabase;
  readonly store: Store;
}

/** The cost of an order in a young database and in one that has many: two databases on one server, taking turns. */
export async function costByAge(): Promise<Table> {
  const many = readCount('YIFEN_BENCH_ORDERS', 1_000_000);
  const young = await open(few);
  const old = await open(many);
  try {
    const rates: { young: number; old: number }[] = [];
    for (let round = 0; round <= rounds; round += 1) {
      // They take turns in going first.
      const early = round % 2 === 0 ? await rateOf(old.store) : null;
      const youngRate = await rateOf(young.store);
      const oldRate = early ?? (await rateOf(old.store));
      if (round > 0) rates.push({ young: youngRate, old: oldRate });
    }
    const [size] = await old.database.run(
      'select pg_size_pretty(pg_database_size(current_database())) as size',
    );
    const costs = rates.map((rate) => rate.young / rate.old).sort((a, b) => a - b);
    const name = `${many.toLocaleString('en')} orders in the database`;
    return {
      title: 'Cost of an order, by how many there are',
      rows: [
        {
          name: `${few.toLocaleString('en')} orders in the database`,
          perSecond: median(rates.map((rate) => rate.young)),
          ratio: 1,
        },
        {
          name,
          perSecond: median(rates.map((rate) => rate.old)),
          ratio: median(rates.map((rate) => rate.old / rate.young)),
        },
      ],
      target: { name, ratio: 0.83 },
      meaning:
        'Create, intent, result of the prepay, payment: four commits and two reads by number through the store, ' +
        `${callers} at once; ${await young.database.describe()}. The aim is a cost of at most 1.2 times.`,
      note: `cost ${costs[0]?.toFixed(2)} to ${costs.at(-1)?.toFixed(2)} times by round; the larger database has ${size?.size}`,
    };
  } finally {
    for (const side of [young, old]) {
      await side.store.close();
      await side.database.stop();
    }
  }
}

async function open(count: number): Promise<Side> {
  const database = await openBenchDatabase();
  await seedOrders(database, { ...owner, first: 1, count });
  await database.run('checkpoint');
  return { database, store: await createPostgresStore({ connectionString: database.url }) };
}

async function rateOf(store: Store): Promise<number> {
  const started = performance.now();
  let left = ordersPerRound;
  await Promise.all(
    Array.from({ length: callers }, async () => {
      while (left > 0) {
        left -= 1;
        await buyOnce(store, owner);
      }
    }),
  );
  return (ordersPerRound / (performance.now() - started)) * 1000;
}
