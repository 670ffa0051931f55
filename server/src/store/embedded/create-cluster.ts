import { execFile } from 'node:child_process';
import { chown, mkdir, mkdtemp, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { PostgresPrograms } from './postgres-programs.ts';
import type { RunUser } from './run-user.ts';

const stagingPrefix = 'init-';
/** `initdb` takes a second; a folder this old belongs to nobody any more. */
const abandonedAfterMs = 10 * 60_000;

/**
 * Makes the database files in `<folder>/database` when they are not there, owned by `user`.
 *
 * They are made in a folder beside and renamed when whole, so that being killed half-way leaves
 * nothing that could be taken for a database, and of two processes that do it at once one wins.
 */
export async function createCluster(
  folder: string,
  options: {
    readonly programs: PostgresPrograms;
    readonly user: RunUser | null;
    readonly superuser: string;
    readonly password: string;
  },
): Promise<string> {
  const cluster = join(folder, 'database');
  await sweep(folder);
  if (await isCluster(cluster)) return cluster;
  const staging = await mkdtemp(join(folder, stagingPrefix));
  try {
    await initialize(staging, options);
    await rename(join(staging, 'data'), cluster).catch(async (error: unknown) => {
      if (!(await isCluster(cluster))) throw error;
    });
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
  return cluster;
}

async function initialize(
  staging: string,
  { programs, user, superuser, password }: Parameters<typeof createCluster>[1],
): Promise<void> {
  const data = join(staging, 'data');
  const passwordFile = join(staging, 'password');
  await mkdir(data, { mode: 0o700 });
  await writeFile(passwordFile, `${password}\n`, { mode: 0o600 });
  if (user) {
    await Promise.all([staging, data, passwordFile].map((path) => chown(path, user.uid, user.gid)));
  }
  await promisify(execFile)(
    programs.initdb,
    [
      `--pgdata=${data}`,
      `--username=${superuser}`,
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      '--locale=C',
      '--no-instructions',
    ],
    { ...(user && { uid: user.uid, gid: user.gid }), cwd: '/', env: { LC_ALL: 'C' } },
  );
}

/** Removes what processes left behind that were killed while they made the files. */
async function sweep(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    if (!name.startsWith(stagingPrefix)) continue;
    const path = join(folder, name);
    // Null when another process has just finished with it.
    const found = await stat(path).catch(() => null);
    if (!found || Date.now() - found.mtimeMs < abandonedAfterMs) continue;
    await rm(path, { recursive: true, force: true });
  }
}

async function isCluster(path: string): Promise<boolean> {
  return stat(join(path, 'PG_VERSION')).then(
    () => true,
    () => false,
  );
}
