import { execFile } from 'node:child_process';
import { stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { promisify } from 'node:util';

/** The user as whom PostgreSQL runs when we are root. */
export interface RunUser {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

/** PostgreSQL's own user where the machine has one; else the one that every machine has. */
const candidates = ['postgres', 'nobody'];

/**
 * Says as whom PostgreSQL is to run: null means as ourselves. PostgreSQL refuses to run as root, and
 * we create no user on the machine for it.
 *
 * @throws Error when we are root and none of the known users exists.
 */
export async function findRunUser(): Promise<RunUser | null> {
  if (process.getuid?.() !== 0) return null;
  for (const name of candidates) {
    const [uid, gid] = await Promise.all([readId('-u', name), readId('-g', name)]);
    if (uid !== null && gid !== null) return { name, uid, gid };
  }
  throw new Error(
    `PostgreSQL does not run as root, and there is no user ${candidates.join(' or ')}. Start as another user, or set YIFEN_DATABASE_URL.`,
  );
}

/** Can this user walk down to the path? Folders that do not exist yet are ours to make reachable. */
export async function isReachable(path: string, user: RunUser): Promise<boolean> {
  let folder = dirname(resolve(path));
  for (;;) {
    const found = await stat(folder).catch(() => null);
    if (found && !mayEnter(found, user)) return false;
    const parent = dirname(folder);
    if (parent === folder) return true;
    folder = parent;
  }
}

function mayEnter(
  folder: { readonly mode: number; readonly uid: number; readonly gid: number },
  user: RunUser,
): boolean {
  if (folder.uid === user.uid) return (folder.mode & 0o100) !== 0;
  if (folder.gid === user.gid) return (folder.mode & 0o010) !== 0;
  return (folder.mode & 0o001) !== 0;
}

async function readId(option: '-u' | '-g', name: string): Promise<number | null> {
  return promisify(execFile)('id', [option, name]).then(
    ({ stdout }) => Number.parseInt(stdout, 10),
    () => null,
  );
}
