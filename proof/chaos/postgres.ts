import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, chown, mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import pg from 'pg';
import { findFreePort } from './find-free-port.ts';
import type { PostgresPrograms } from './postgres-programs.ts';

const run = promisify(execFile);

/** A PostgreSQL with files of its own, to be stopped in every way there is. */
export interface Postgres {
  readonly port: number;
  /** A folder in which its programs may write. */
  readonly scratch: string;
  start(): Promise<void>;
  isUp(): boolean;
  /** `fast`: in order. `immediate`: as if the machine's power failed, but for what the disk holds. */
  stop(how: 'fast' | 'immediate'): Promise<void>;
  /** Runs one statement as its superuser. */
  query<Row extends pg.QueryResultRow>(text: string, database?: string): Promise<readonly Row[]>;
  /** Runs another of its programs, as the user that owns the files. */
  run(program: string, args: readonly string[]): Promise<string>;
}

/** What makes one cluster different from another. */
export interface PostgresOptions {
  readonly programs: PostgresPrograms;
  /** An empty folder for its files. */
  readonly folder: string;
  /** More settings, as `name=value`. */
  readonly settings?: readonly string[];
  /** Copy this server instead of beginning empty; it follows it as its standby. */
  readonly copyOf?: { readonly port: number; readonly name: string };
}

/** The role and the database that everything runs as and in. */
export const ROLE = 'yifen';

/** Prepares the files; the server does not run yet. */
export async function createPostgres(options: PostgresOptions): Promise<Postgres> {
  const { programs, folder, copyOf } = options;
  const data = join(folder, 'data');
  const scratch = join(folder, 'scratch');
  const port = await findFreePort();
  await mkdir(data, { recursive: true });
  await mkdir(scratch);
  await chmod(folder, 0o755);
  await chmod(data, 0o700);
  for (const path of programs.user ? [data, scratch] : []) {
    await chown(path, programs.user?.uid ?? 0, programs.user?.gid ?? 0);
  }
  const runAs = async (program: string, args: readonly string[]) => {
    const path = join(programs.folder, program);
    const options = { ...programs.user, cwd: '/', env: { LC_ALL: 'C' }, maxBuffer: 2 ** 26 };
    return (await run(path, [...args], options)).stdout;
  };
  if (copyOf) await copyRunning(copyOf, data, runAs);
  else
    await runAs('initdb', [
      '-D',
      data,
      '-U',
      ROLE,
      '--auth=trust',
      '--encoding=UTF8',
      '--locale=C',
    ]);

  let child: ChildProcess | null = null;
  const query = <Row extends pg.QueryResultRow>(text: string, database = 'postgres') =>
    queryOnce<Row>(port, database, text);

  return Object.freeze<Postgres>({
    port,
    scratch,
    query,
    run: runAs,
    isUp: () => child !== null && child.exitCode === null && child.signalCode === null,
    async start() {
      const args = [...SETTINGS, ...(options.settings ?? [])].flatMap((each) => ['-c', each]);
      // A killed one leaves its file; its number may be another program's by now.
      await rm(join(data, 'postmaster.pid'), { force: true });
      child = spawn(join(programs.folder, 'postgres'), ['-D', data, '-p', String(port), ...args], {
        ...programs.user,
        cwd: '/',
        env: { LC_ALL: 'C', TZ: 'UTC' },
        stdio: 'ignore',
      });
      await untilAnswers(() => query('select 1'), child);
    },
    async stop(how) {
      const stopping = child;
      child = null;
      if (!stopping || stopping.exitCode !== null || stopping.signalCode !== null) return;
      const ended = once(stopping, 'exit');
      stopping.kill(how === 'fast' ? 'SIGINT' : 'SIGQUIT');
      await ended;
    },
  });
}

const SETTINGS = [
  'listen_addresses=127.0.0.1',
  'unix_socket_directories=',
  'max_connections=120',
  'shared_buffers=64MB',
  'jit=off',
  'wal_keep_size=256MB',
];

async function copyRunning(
  { port, name }: { readonly port: number; readonly name: string },
  data: string,
  runAs: Postgres['run'],
): Promise<void> {
  const source = `host=127.0.0.1 port=${port} user=${ROLE} application_name=${name}`;
  await runAs('pg_basebackup', [
    '-D',
    data,
    '-d',
    source,
    '-R',
    '-X',
    'stream',
    '-c',
    'fast',
    '-N',
  ]);
}

async function untilAnswers(ask: () => Promise<unknown>, child: ChildProcess): Promise<void> {
  for (let tries = 0; tries < 600; tries += 1) {
    if (child.exitCode !== null) throw new Error('PostgreSQL ended at once');
    try {
      await ask();
      return;
    } catch {
      await wait(50);
    }
  }
  throw new Error('PostgreSQL did not answer within 30 s');
}

async function queryOnce<Row extends pg.QueryResultRow>(
  port: number,
  database: string,
  text: string,
): Promise<readonly Row[]> {
  const client = new pg.Client({ host: '127.0.0.1', port, user: ROLE, database });
  // A server that dies while we are connected says so by an event.
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query<Row>(text)).rows;
  } finally {
    await client.end().catch(() => undefined);
  }
}
