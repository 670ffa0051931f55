import pg from 'pg';
import { median } from '../measure.ts';
import { hasPgbench, pgbench, type StatementRate, type StatementRun } from './pgbench.ts';

/** The yardstick of a database, and its name in the tables. */
export interface Yardstick {
  readonly name: string;
  measure(run: StatementRun): Promise<StatementRate>;
}

/** `pgbench` where the machine has it; else a driver of our own, which costs more and is named as such. */
export async function findYardstick(): Promise<Yardstick> {
  if (await hasPgbench()) return { name: 'pgbench', measure: pgbench };
  return { name: 'own driver (there is no pgbench here)', measure: drive };
}

async function drive(options: StatementRun): Promise<StatementRate> {
  const { url, connections, each } = options;
  const text = options.sql.replace(/(?<!:):i\b/g, '$1');
  const values = text === options.sql ? () => [] : (place: number) => [place];
  const pool = new pg.Pool({ connectionString: url, max: connections });
  const times: number[] = [];
  let place = options.first;
  const started = performance.now();
  await Promise.all(
    Array.from({ length: connections }, async () => {
      for (let run = 0; run < each; run += 1) {
        place += 1;
        const asked = performance.now();
        await pool.query({ name: 'statement', text, values: values(place) });
        times.push(performance.now() - asked);
      }
    }),
  );
  const elapsedMs = performance.now() - started;
  await pool.end();
  return {
    perSecond: (times.length / elapsedMs) * 1000,
    p50Ms: median(times),
    count: times.length,
  };
}
