import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** What `postmaster.pid` says about the server that holds a data folder. */
export interface Postmaster {
  readonly pid: number;
  readonly port: number;
  /** True from the moment it accepts connections until it begins to stop. */
  readonly ready: boolean;
}

/**
 * Finds the server that runs on these database files; null when none does. A file left behind by a
 * crash does not count, even when its number now belongs to another program.
 *
 * @see https://www.postgresql.org/docs/current/storage-file-layout.html
 */
export async function findPostmaster(cluster: string): Promise<Postmaster | null> {
  const text = await readFile(join(cluster, 'postmaster.pid'), 'utf8').catch(() => '');
  const [pidLine, , , portLine, , , , status] = text.split('\n');
  const pid = Number.parseInt(pidLine ?? '', 10);
  if (!Number.isSafeInteger(pid) || pid <= 0 || !isAlive(pid)) return null;
  if (!(await isPostgres(pid))) return null;
  return {
    pid,
    port: Number.parseInt(portLine ?? '', 10) || 0,
    ready: status?.trim() === 'ready',
  };
}

/** Does a process with this number exist? */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it exists and belongs to somebody else.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** On Linux the kernel tells; elsewhere we must believe the file. */
async function isPostgres(pid: number): Promise<boolean> {
  if (process.platform !== 'linux') return true;
  const name = await readFile(`/proc/${pid}/comm`, 'utf8').catch(() => '');
  return name.trim() === 'postgres';
}
