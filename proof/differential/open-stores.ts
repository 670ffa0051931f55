import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createPostgresStore, migrate, startEmbeddedDatabase } from '@yifen/server';
import pg from 'pg';
import type { RecordingStore } from './call.ts';

/** A PostgreSQL in which every session gets a database of its own. */
export interface Databases {
  /** Lends a store on an empty database, and takes both away when `use` is done. */
  with<T>(use: (store: RecordingStore) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

const MODEL = 'yifen_differential_model';

/** Starts the embedded PostgreSQL, and makes the model of which every database is a copy. */
export async function openDatabases(): Promise<Databases> {
  const folder = await mkdtemp(join(tmpdir(), 'yifen-differential-'));
  await chmod(folder, 0o755);
  const server = await startEmbeddedDatabase({ dataDir: folder });
  const urlOf = (name: string) => {
    const url = new URL(server.connectionString);
    url.pathname = `/${name}`;
    return url.href;
  };
  const client = new pg.Client({ connectionString: server.connectionString });
  await client.connect();
  await client.query(`create database ${MODEL}`);
  await migrate(urlOf(MODEL));
  let made = 0;
  return Object.freeze({
    async with<T>(use: (store: RecordingStore) => Promise<T>): Promise<T> {
      made += 1;
      const name = `yifen_differential_${made}`;
      await client.query(`create database ${name} template ${MODEL}`);
      const store = await createPostgresStore({ connectionString: urlOf(name) });
      try {
        return await use(store);
      } finally {
        await store.close();
        await client.query(`drop database ${name} with (force)`);
      }
    },
    async close() {
      await client.end();
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  });
}
