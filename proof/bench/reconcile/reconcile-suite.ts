import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { openBenchDatabase } from '../database/bench-database.ts';
import type { Table } from '../report.ts';
import { workerOptions } from '../server/spawn-server.ts';
import { seedPaidOrders } from './seed-paid-orders.ts';

const rows = 1_000_000;
const limitMb = 300;
const limitSeconds = 60;
/** How many rows of the bill our books lack, have with another amount, and have too many. */
const planted = 10;

/**
 * Holds a million orders in PostgreSQL against a bill of a million rows over HTTP, in a process that does nothing else;
 * thirty rows differ, and exactly thirty differences must be found.
 */
export async function reconcileSuite(): Promise<Table> {
  const folder = join(import.meta.dirname, '..', 'bills');
  const bill = fork(join(folder, 'serve-bill.ts'), [String(rows)]);
  const database = await openBenchDatabase();
  try {
    const served = await messageOf<{ plainUrl: string; gzipUrl: string; publicKey: string }>(bill);
    const day = dayBefore(Date.now());
    await seedPaidOrders(database, { rows, planted, day });
    const { publicKey, gzipUrl: baseUrl } = served;
    const read = await ask<Reading>(join(folder, 'read-bill.ts'), { baseUrl, publicKey });
    const task = { baseUrl, publicKey, day, databaseUrl: database.url };
    const done = await ask<Reconciled>(join(import.meta.dirname, 'reconcile-bill.ts'), task);
    if (done.differences !== planted * 3) {
      throw new Error(`found ${done.differences} differences where ${planted * 3} were planted`);
    }
    return {
      title: `Reconcile a day of ${rows.toLocaleString('en')} payments`,
      rows: [
        { name: 'read the bill alone', perSecond: rows / read.seconds, ratio: 1 },
        {
          name: 'reconcile',
          perSecond: rows / done.seconds,
          ratio: read.seconds / done.seconds,
        },
      ],
      meaning:
        'Orders page by page from PostgreSQL, then the gzip bill over HTTP, checked by hash and matched row by row, result and ' +
        `differences written: from opening the database to closing it, in a process started as a worker of the server. ${planted} rows are missing on each ` +
        'side and as many have another amount; a run that does not find exactly these is an error.',
      note:
        `aim: at most ${limitSeconds} s and ${limitMb} MB resident; here ${done.seconds.toFixed(1)} s and ` +
        `${done.peakMb.toFixed(0)} MB (reading alone: ${read.peakMb.toFixed(0)} MB); ${await database.describe()} beside it`,
    };
  } finally {
    bill.kill();
    await database.stop();
  }
}

interface Reading {
  readonly seconds: number;
  readonly peakMb: number;
}

interface Reconciled extends Reading {
  readonly differences: number;
}

async function ask<T>(program: string, task: object): Promise<T> {
  const child = fork(program, { execArgv: workerOptions() });
  child.send(task);
  const [answer] = await Promise.all([messageOf<T>(child), once(child, 'exit')]);
  return answer;
}

async function messageOf<T>(child: ChildProcess): Promise<T> {
  const ended = once(child, 'exit').then(([code]) => {
    throw new Error(`a process of the measurement ended with ${code} and said nothing`);
  });
  const [message] = await Promise.race([once(child, 'message'), ended]);
  ended.catch(() => {});
  return message as T;
}

/** The day in Beijing before a moment. */
function dayBefore(atMs: number): string {
  return new Date(atMs - 16 * 3_600_000).toISOString().slice(0, 10);
}
