/**
 * Brings the other releases of Node that the packed SDK is tried on.
 *
 * Run: `node tools/src/install-runtimes.ts`. They have a folder and a lock of their own: beside the
 * project's own `node` they would fight over `node_modules/.bin/node`.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './sources.ts';

const home = join(root, 'proof', 'consumer', 'runtimes');
const lock = join(home, 'package-lock.json');
const installed = join(home, 'node_modules', '.package-lock.json');

if (import.meta.main && !isCurrent()) {
  console.error('Installing the releases of Node that the SDK is tried on …');
  const { status } = spawnSync('npm', ['ci', '--no-audit', '--no-fund'], {
    cwd: home,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  process.exitCode = status ?? 1;
}

function isCurrent(): boolean {
  return existsSync(installed) && statSync(installed).mtimeMs >= statSync(lock).mtimeMs;
}
