/**
 * Where a demo keeps its data.
 *
 * By default in a temporary folder that ends with the demo: the simulator forgets its orders when it
 * stops, and a shop that remembers orders of which WeChat has never heard would only confuse. With
 * `--data DIR` everything that must fit together is kept in DIR: database, master key, and the
 * simulator's keys and merchant.
 */
import { randomBytes } from 'node:crypto';
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createMaterial, type SimulatorMaterial } from '@yifen/simulator';
import { clearLeftovers, folderPrefix } from './clear-leftovers.ts';

/** The folder and the secrets of one demo. */
export interface DemoFolder {
  /** For the embedded database. */
  readonly dataDir: string;
  readonly material: SimulatorMaterial;
  /** 32 bytes, base64. */
  readonly masterKey: string;
  /** Of the console's people, by role. */
  readonly passwords: { readonly owner: string; readonly finance: string };
  /** Removes what is not to be kept. */
  close(): Promise<void>;
}

/** Opens the folder of a demo; `dataDir` null: a temporary one. */
export async function openDemoFolder(
  dataDir: string | null,
  merchantName: string,
): Promise<DemoFolder> {
  if (dataDir !== null) return await keptFolder(resolve(dataDir), merchantName);
  await clearLeftovers();
  const folder = await mkdtemp(join(tmpdir(), folderPrefix));
  // When root starts the demo, PostgreSQL runs as another user, who must be able to pass.
  await chmod(folder, 0o711);
  await writeFile(join(folder, 'owner.pid'), String(process.pid));
  return Object.freeze({
    dataDir: folder,
    material: await createMaterial({ merchantName }),
    masterKey: newMasterKey(),
    passwords: newPasswords(),
    close: () => rm(folder, { recursive: true, force: true, maxRetries: 5 }),
  });
}

async function keptFolder(folder: string, merchantName: string): Promise<DemoFolder> {
  await mkdir(folder, { recursive: true });
  const file = join(folder, 'demo.json');
  const found = await readKept(file);
  const kept: Kept = {
    masterKey: found?.masterKey ?? newMasterKey(),
    material: found?.material ?? (await createMaterial({ merchantName })),
    passwords: found?.passwords ?? newPasswords(),
  };
  await writeFile(file, JSON.stringify(kept), { mode: 0o600 });
  return Object.freeze({ dataDir: folder, ...kept, close: async () => undefined });
}

type Kept = Pick<DemoFolder, 'material' | 'masterKey' | 'passwords'>;

/** A folder of an earlier version holds less. */
async function readKept(file: string): Promise<Partial<Kept> | null> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as Partial<Kept>;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}

const newMasterKey = (): string => randomBytes(32).toString('base64');

const newPassword = (): string => randomBytes(12).toString('base64url');
const newPasswords = () => ({ owner: newPassword(), finance: newPassword() });
