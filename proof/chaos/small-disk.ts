import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { mkdir, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A disk of its own that can be filled to the last byte. */
export interface SmallDisk {
  readonly folder: string;
  /** Takes all the room that is left. */
  fill(): Promise<void>;
  /** Gives that room back. */
  free(): Promise<void>;
  /** Takes it away, with all that is on it. */
  remove(): void;
}

const MOUNT = '/bin/mount';
const UNMOUNT = '/bin/umount';
const PIECES = [2 ** 22, 2 ** 16, 512].map((bytes) => Buffer.alloc(bytes));

/** Says why there can be none here: mounting is the superuser's; null: there can. */
export function whyNoSmallDisk(): string | null {
  const folder = mkdtempSync(join(tmpdir(), 'yifen-disk-'));
  try {
    mount(folder, 1);
    execFileSync(UNMOUNT, [folder]);
    return null;
  } catch {
    return 'no disk can be mounted';
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Mounts one (in memory: its room is as limited, and ends with the same ENOSPC, as any disk's). */
export async function mountSmallDisk(folder: string, megabytes: number): Promise<SmallDisk> {
  await mkdir(folder, { recursive: true });
  mount(folder, megabytes);
  const ballast = join(folder, 'ballast');
  return Object.freeze<SmallDisk>({
    folder,
    async fill() {
      const file = await open(ballast, 'a');
      try {
        for (const piece of PIECES) await writeUntilFull(file, piece);
      } finally {
        await file.close();
      }
    },
    free: () => rm(ballast, { force: true }),
    // Whoever still has a file open there must not keep us: it goes when they do.
    remove: () => void execFileSync(UNMOUNT, ['--lazy', folder]),
  });
}

function mount(folder: string, megabytes: number): void {
  const options = `size=${megabytes}m,mode=0755`;
  execFileSync(MOUNT, ['-t', 'tmpfs', '-o', options, 'tmpfs', folder], { stdio: 'ignore' });
}

async function writeUntilFull(
  file: { write(bytes: Buffer): Promise<{ readonly bytesWritten: number }> },
  piece: Buffer,
): Promise<void> {
  try {
    while ((await file.write(piece)).bytesWritten === piece.length);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOSPC')) throw error;
  }
}
