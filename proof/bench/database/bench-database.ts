import { randomUUID } from 'node:crypto';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrate, startEmbeddedDatabase } from '@yifen/server';
import pg from 'pg';

/** A migrated PostgreSQL for one suite, with nothing in it. */
export interface BenchDatabase {
  readonly url: string;
  /** Runs statements on a connection that stays open. */
  run(sql: string, values?: readonly unknown[]): Promise<readonly Record<string, unknown>[]>;
  /** Which PostgreSQL it is, and how it keeps what it promises. */
  describe(): Promise<string>;
  stop(): Promise<void>;
}

/**
 * Makes a database on the server that `YIFEN_BENCH_DATABASE_URL` names, or else starts the embedded
 * PostgreSQL in a folder of its own. Commits are durable in both.
 */
export async function openBenchDatabase(): Promise<BenchDatabase> {
  const given = process.env.YIFEN_BENCH_DATABASE_URL;
  const server = given === undefined ? await startEmbedded() : useServer(given);
  const name = `yifen_bench_${randomUUID().replaceAll('-', '')}`;
  await runOnce(server.url, `create database ${name}`);
  const url = new URL(server.url);
  url.pathname = `/${name}`;
  await migrate(url.href);
  const client = new pg.Client({ connectionString: url.href });
  await client.connect();
  const run = async (sql: string, values: readonly unknown[] = []) =>
    (await client.query(sql, [...values])).rows;
  return {
    url: url.href,
    run,
    async describe() {
      const [row] = await run(
        `select split_part(version(), ' ', 2) as version, current_setting('fsync') as fsync,
           current_setting('synchronous_commit') as synchronous_commit,
           current_setting('shared_buffers') as shared_buffers`,
      );
      return `PostgreSQL ${row?.version}, fsync ${row?.fsync}, synchronous_commit ${row?.synchronous_commit}, shared_buffers ${row?.shared_buffers}`;
    },
    async stop() {
      await client.end();
      await runOnce(server.url, `drop database ${name} with (force)`);
      await server.stop();
    },
  };
}

async function startEmbedded(): Promise<{ url: string; stop(): Promise<void> }> {
  const dataDir = await mkdtemp(join(tmpdir(), 'yifen-bench-'));
  // PostgreSQL runs as another user when we are root, and must be able to enter.
  await chmod(dataDir, 0o755);
  const database = await startEmbeddedDatabase({ dataDir });
  return {
    url: database.connectionString,
    async stop() {
      await database.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

function useServer(url: string): { url: string; stop(): Promise<void> } {
  return { url, stop: async () => {} };
}

async function runOnce(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
