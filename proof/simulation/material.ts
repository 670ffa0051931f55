import { generateKeyPairSync } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { createMaterial, type SimulatorMaterial } from '@yifen/simulator';

const FILE = new URL('./material.json', import.meta.url);

/** Keys of a world: those that it begins with, and a supply for what is renewed in it. */
interface KeptMaterial extends SimulatorMaterial {
  /** Private keys, PEM. */
  readonly supply: readonly string[];
}

/** How many renewals have a key of their own. */
const SUPPLY = 4;

/**
 * WeChat's and the merchant's keys in every run. They are kept in a file: a run is to be the same on every machine,
 * and they open nothing outside of a simulation.
 */
export function readMaterial(): KeptMaterial {
  return JSON.parse(readFileSync(FILE, 'utf8')) as KeptMaterial;
}

if (import.meta.main) {
  const material = await createMaterial({ seed: 1, merchantName: '一分小店' });
  const supply = Array.from({ length: SUPPLY }, () =>
    generateKeyPairSync('rsa', {
      modulusLength: 2048,
      privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
      publicKeyEncoding: { type: 'spki', format: 'pem' },
    }).privateKey.toString(),
  );
  writeFileSync(FILE, `${JSON.stringify({ ...material, supply }, null, 2)}\n`);
}
