import { setTimeout as wait } from 'node:timers/promises';
import { createPostgresStore } from '@yifen/server';
import { type BenchDatabase, openBenchDatabase } from '../database/bench-database.ts';
import { seedOrders } from '../database/seed-orders.ts';
import { median } from '../measure.ts';
import type { Table } from '../report.ts';
import { readCount } from './read-count.ts';

const rounds = 5;
const few = 1_000;
const due = 100;

/** A sweep of the poll over many open orders against one over few, with the same number due. */
export async function pollSweep(): Promise<Table> {
  const many = readCount('YIFEN_BENCH_OPEN_ORDERS', 1_000_000);
  const [small, large] = [await sweepOver(few), await sweepOver(many)];
  const name = `${many.toLocaleString('en')} open orders, ${due} due`;
  return {
    title: 'A sweep of the poll',
    rows: [
      {
        name: `${few.toLocaleString('en')} open orders, ${due} due`,
        perSecond: small.perSecond,
        ratio: 1,
      },
      { name, perSecond: large.perSecond, ratio: large.perSecond / small.perSecond },
    ],
    meaning: `Sweeps per second, each claiming the ${due} orders that are due.`,
    note:
      `of ${many.toLocaleString('en')} orders a sweep reads ${large.rows.toFixed(0)} rows and touches ` +
      `${large.pages.toFixed(0)} pages of 8 KiB (of ${few.toLocaleString('en')}: ${small.rows.toFixed(0)} and ${small.pages.toFixed(0)}); ` +
      `sequential scans: ${large.scans}`,
  };
}

interface Sweep {
  readonly perSecond: number;
  /** Of `orders` and its indexes, per sweep. */
  readonly rows: number;
  readonly pages: number;
  readonly scans: number;
}

async function sweepOver(count: number): Promise<Sweep> {
  const database = await openBenchDatabase();
  try {
    const store = await createPostgresStore({ connectionString: database.url });
    const step = Math.floor(count / due);
    await seedOrders(database, {
      merchantId: 'default',
      mchid: '1900000001',
      appid: 'wxbe0c000000000001',
      openid: 'oBenchBenchBenchBenchBenchBe',
      first: 1,
      count,
      nextPollAtMs: `case when i % ${step} = 0 then 1 else 9e12 end`,
    });
    await database.run('vacuum orders');
    const before = await countReads(database);
    const timesMs: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const started = performance.now();
      const claimed = await store.claimDueOrders({
        merchantId: 'default',
        // A lease is over when the next sweep comes.
        nowMs: 10 + round * 2_000,
        leaseSeconds: 1,
        limit: due,
      });
      timesMs.push(performance.now() - started);
      if (claimed.length !== due) throw new Error(`claimed ${claimed.length} of ${due}`);
    }
    // What a connection has read is counted when it is closed.
    await store.close();
    const after = await countReads(database);
    return {
      perSecond: 1000 / median(timesMs),
      rows: (after.rows - before.rows) / rounds,
      pages: (after.pages - before.pages) / rounds,
      scans: after.scans - before.scans,
    };
  } finally {
    await database.stop();
  }
}

async function countReads(database: BenchDatabase) {
  await wait(500);
  const [row] = await database.run(
    `select
       (idx_tup_fetch + seq_tup_read)::integer as rows,
       seq_scan::integer as scans,
       (heap_blks_hit + heap_blks_read + idx_blks_hit + idx_blks_read)::integer as pages
     from pg_stat_user_tables join pg_statio_user_tables using (relid)
     where pg_stat_user_tables.relname = 'orders'`,
  );
  return row as { readonly rows: number; readonly scans: number; readonly pages: number };
}
