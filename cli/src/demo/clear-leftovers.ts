/** Ends and removes what a demo left behind when it was killed (SIGKILL, power). */
import { execFile } from 'node:child_process';
import { readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';

/** How the temporary folders of demos begin. */
export const folderPrefix = 'yifen-demo-';

/**
 * Looks for temporary folders whose demo is gone; ends the PostgreSQL that may still run there and
 * removes them. A folder that cannot be judged or removed stays: it is only disk space.
 */
export async function clearLeftovers(base: string = tmpdir()): Promise<void> {
  const names = (await readdir(base)).filter((name) => name.startsWith(folderPrefix));
  for (const name of names) await clear(join(base, name)).catch(() => undefined);
}

async function clear(folder: string): Promise<void> {
  const owner = Number(await readFile(join(folder, 'owner.pid'), 'utf8'));
  if (isRunning(owner)) return;
  for (const file of await readdir(folder, { recursive: true })) {
    if (file.endsWith('postmaster.pid')) await endPostgres(join(folder, file), folder);
  }
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
}

/** Ends the process that the file names, if it still is the PostgreSQL of this folder. */
async function endPostgres(pidFile: string, folder: string): Promise<void> {
  const pid = Number((await readFile(pidFile, 'utf8')).split('\n')[0]);
  if (!isRunning(pid) || !(await commandOf(pid)).includes(folder)) return;
  process.kill(pid, 'SIGINT');
  for (let round = 0; round < 50 && isRunning(pid); round += 1) await wait(100);
}

function isRunning(pid: number): boolean {
  if (!Number.isSafeInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

async function commandOf(pid: number): Promise<string> {
  const { stdout } = await promisify(execFile)('ps', ['-ww', '-o', 'args=', '-p', String(pid)]);
  return stdout;
}
