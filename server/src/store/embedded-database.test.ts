import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, mkdtemp, readdir, rm, stat, utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import { afterEach, expect, test } from 'vitest';
import { findPostmaster } from './embedded/postmaster.ts';
import { type EmbeddedDatabase, startEmbeddedDatabase } from './embedded-database.ts';

const databases: EmbeddedDatabase[] = [];
const folders: string[] = [];

afterEach(async () => {
  for (const database of databases.splice(0)) await database.stop();
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true });
});

async function newFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'yifen-database-'));
  folders.push(folder);
  // Closed by default; a clone in an ordinary folder is open to walk through.
  await chmod(folder, 0o755);
  return folder;
}

async function start(dataDir: string): Promise<EmbeddedDatabase> {
  const database = await startEmbeddedDatabase({ dataDir });
  databases.push(database);
  return database;
}

async function ask(database: EmbeddedDatabase, sql: string): Promise<unknown> {
  const client = new pg.Client({ connectionString: database.connectionString });
  await client.connect();
  try {
    const { rows } = await client.query({ text: sql, rowMode: 'array' });
    return rows[0]?.[0];
  } finally {
    await client.end();
  }
}

test('what was written is there after a stop and a start', async () => {
  const dataDir = await newFolder();
  const first = await start(dataDir);
  expect(first.started).toBe(true);
  await ask(first, 'create table kept as select 1 as one');
  await first.stop();
  const second = await start(dataDir);
  expect(await ask(second, 'select one from kept')).toBe(1);
});

test('the server listens on loopback only, syncs what it commits, and wants the password', async () => {
  const dataDir = await newFolder();
  const database = await start(dataDir);
  expect(await ask(database, 'show listen_addresses')).toBe('127.0.0.1');
  expect(await ask(database, 'show fsync')).toBe('on');
  expect(await ask(database, 'show synchronous_commit')).toBe('on');
  const url = new URL(database.connectionString);
  url.password = 'guessed';
  const intruder = new pg.Client({ connectionString: url.href });
  await expect(intruder.connect()).rejects.toMatchObject({ code: '28P01' });
  const { mode } = await stat(join(dataDir, 'database-password'));
  expect(mode & 0o777).toBe(0o600);
});

test('two starts at once end with one server, and only its starter stops it', async () => {
  const dataDir = await newFolder();
  const both = await Promise.all([start(dataDir), start(dataDir)]);
  expect(both.map(({ started }) => started).sort()).toEqual([false, true]);
  expect(both[0].connectionString).toBe(both[1].connectionString);
  const attached = both.find(({ started }) => !started);
  await attached?.stop();
  expect(await ask(both[0], 'select 1')).toBe(1);
});

test('a server whose parent was killed is found again and left running by who found it', async () => {
  const dataDir = await newFolder();
  const parent = spawn(process.execPath, [
    '--input-type=module',
    '--eval',
    `import { startEmbeddedDatabase } from ${JSON.stringify(new URL('./embedded-database.ts', import.meta.url).href)};
     await startEmbeddedDatabase({ dataDir: ${JSON.stringify(dataDir)} });
     console.log('started');
     setInterval(() => {}, 1000);`,
  ]);
  await once(parent.stdout, 'data');
  parent.kill('SIGKILL');
  await once(parent, 'exit');

  const found = await start(dataDir);
  expect(found.started).toBe(false);
  await found.stop();
  expect(await ask(found, 'select 1')).toBe(1);
  const postmaster = await findPostmaster(join(dataDir, 'database'));
  expect(postmaster?.ready).toBe(true);
  await stopByPid(postmaster?.pid);
});

test('files left half made by a killed process do not stand in the way', async () => {
  const dataDir = await newFolder();
  const abandoned = join(dataDir, 'init-abandoned');
  await mkdir(join(abandoned, 'data', 'base'), { recursive: true });
  await utimes(abandoned, 0, 0);
  const database = await start(dataDir);
  expect(await ask(database, 'select 1')).toBe(1);
  expect((await readdir(dataDir)).filter((name) => name.startsWith('init-'))).toEqual([]);
});

test.skipIf(process.getuid?.() !== 0)(
  'as root, files that the server could not reach are kept elsewhere, and that is said',
  async () => {
    const closed = await newFolder();
    await chmod(closed, 0o700);
    const notices: string[] = [];
    const database = await startEmbeddedDatabase({
      dataDir: join(closed, '.yifen'),
      onNotice: (message) => notices.push(message),
    });
    databases.push(database);
    folders.push(database.folder);
    expect(await ask(database, 'select 1')).toBe(1);
    expect(database.folder).toMatch(/^\/var\/lib\/yifen\/[0-9a-f]{16}$/);
    expect(notices).toEqual([expect.stringContaining(database.folder)]);
  },
);

async function stopByPid(pid: number | undefined): Promise<void> {
  if (pid === undefined) return;
  process.kill(pid, 'SIGINT');
  // Not our child: there is no event to await.
  while (isThere(pid)) await wait(20);
}

function isThere(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
