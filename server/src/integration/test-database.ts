import { randomUUID } from 'node:crypto';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { startEmbeddedDatabase } from '../store/embedded-database.ts';

/** A PostgreSQL for one test file. */
export interface TestDatabase {
  /** Makes an empty database and answers how to reach it. */
  create(): Promise<string>;
  stop(): Promise<void>;
}

/** The databases that the integration tests run on: the embedded one, and a real server when one is named. */
export const testDatabases: readonly {
  readonly name: string;
  readonly start: () => Promise<TestDatabase>;
}[] = [
  { name: 'embedded database', start: startEmbedded },
  ...(process.env.YIFEN_TEST_DATABASE_URL
    ? [{ name: 'database server', start: () => useServer(process.env.YIFEN_TEST_DATABASE_URL) }]
    : []),
];

async function startEmbedded(): Promise<TestDatabase> {
  const dataDir = await mkdtemp(join(tmpdir(), 'yifen-server-'));
  // PostgreSQL runs as another user when the tests run as root, and must be able to enter.
  await chmod(dataDir, 0o755);
  const database = await startEmbeddedDatabase({ dataDir });
  return {
    create: () => createDatabase(database.connectionString),
    async stop() {
      await database.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

async function useServer(connectionString = ''): Promise<TestDatabase> {
  const created: string[] = [];
  return {
    async create() {
      const url = await createDatabase(connectionString);
      created.push(new URL(url).pathname.slice(1));
      return url;
    },
    async stop() {
      for (const name of created) await run(connectionString, `drop database ${name} with (force)`);
    },
  };
}

async function createDatabase(connectionString: string): Promise<string> {
  const name = `yifen_test_${randomUUID().replaceAll('-', '')}`;
  await run(connectionString, `create database ${name}`);
  const url = new URL(connectionString);
  url.pathname = `/${name}`;
  return url.href;
}

/** Runs one statement on a connection of its own. */
async function run(connectionString: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
