import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { open, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { PostgresPrograms } from './postgres-programs.ts';
import { findPostmaster } from './postmaster.ts';
import type { RunUser } from './run-user.ts';

/** A server that this process started. */
export interface RunningPostgres {
  readonly port: number;
  /** Ends it in an orderly way: sessions are cut, a checkpoint is written. */
  stop(): Promise<void>;
}

/** How often the server's own file is looked at while it starts; its start takes about 30 ms. */
const lookEveryMs = 10;
const startTimeoutMs = 60_000;

/**
 * Starts PostgreSQL on the database files, on a free loopback port; null when the server ended at
 * once, which is what happens when another process was faster (or the port was taken): look again.
 *
 * The server stands in a process group of its own, so that Ctrl-C in the terminal reaches the
 * program, which then stops the server last, and not both at once.
 *
 * @throws Error when it is not ready after a minute.
 */
export async function runPostgres(options: {
  readonly programs: PostgresPrograms;
  readonly user: RunUser | null;
  readonly cluster: string;
  readonly logFile: string;
}): Promise<RunningPostgres | null> {
  const { programs, user, cluster } = options;
  if (!(await findPostmaster(cluster))) {
    // A stale file whose number belongs to some other program would keep PostgreSQL from starting.
    await rm(join(cluster, 'postmaster.pid'), { force: true });
  }
  const port = await findFreePort();
  const log = await open(options.logFile, 'a', 0o600);
  const child = spawn(programs.postgres, ['-D', cluster, '-p', String(port), ...settings], {
    ...(user && { uid: user.uid, gid: user.gid }),
    cwd: '/',
    env: { LC_ALL: 'C', TZ: 'UTC' },
    detached: true,
    stdio: ['ignore', log.fd, log.fd],
  });
  const ended = once(child, 'exit');
  // The error of a program that cannot be run arrives through `ended`; it is awaited below or never.
  ended.catch(() => undefined);
  await log.close();
  if (!(await becomesReady(child, cluster, ended))) return null;
  // The server must not keep this process alive: who wants it stopped says so.
  child.unref();
  return Object.freeze({ port, stop: () => stopPostgres(child, ended) });
}

const settings = [
  'listen_addresses=127.0.0.1',
  'unix_socket_directories=',
  'shared_buffers=64MB',
  'max_connections=100',
  'timezone=UTC',
  'log_timezone=UTC',
  'log_checkpoints=off',
  'jit=off',
].flatMap((setting) => ['-c', setting]);

async function becomesReady(
  child: ChildProcess,
  cluster: string,
  ended: Promise<unknown>,
): Promise<boolean> {
  let hasEnded = false;
  void ended.then(
    () => {
      hasEnded = true;
    },
    () => {
      hasEnded = true;
    },
  );
  for (let waitedMs = 0; waitedMs < startTimeoutMs; waitedMs += lookEveryMs) {
    if (hasEnded) {
      // Rejects when the program could not be run at all.
      await ended;
      return false;
    }
    const postmaster = await findPostmaster(cluster);
    if (postmaster?.pid === child.pid && postmaster?.ready) return true;
    await wait(lookEveryMs);
  }
  child.kill('SIGQUIT');
  throw new Error(`PostgreSQL was not ready after ${startTimeoutMs / 1000} s (files: ${cluster}).`);
}

async function stopPostgres(child: ChildProcess, ended: Promise<unknown>): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.ref();
  // SIGINT is PostgreSQL's "fast shutdown".
  child.kill('SIGINT');
  await ended;
}

async function findFreePort(): Promise<number> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no loopback port is free');
  return address.port;
}
