import { readFileSync, writeFileSync } from 'node:fs';
import { createMaterial, type SimulatorMaterial } from '@yifen/simulator';

const FILE = new URL('./material.json', import.meta.url);

/**
 * WeChat's and the merchant's keys in every run. They are kept in a file: a run is to be the same on every machine,
 * and they open nothing outside of a simulation.
 */
export function readMaterial(): SimulatorMaterial {
  return JSON.parse(readFileSync(FILE, 'utf8')) as SimulatorMaterial;
}

if (import.meta.main) {
  const material = await createMaterial({ seed: 1, merchantName: '一分小店' });
  writeFileSync(FILE, `${JSON.stringify(material, null, 2)}\n`);
}
