/**
 * Builds the pages after an install and before the tests, unless nothing changed, so that a checkout serves them at once. Plain JavaScript: it runs with
 * whatever Node the machine has, also before anything of ours is there.
 *
 * An install without development dependencies has no tool to build with; the server then says at
 * `/console` how to build the pages, and everything else works.
 */
import { spawnSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = dirname(fileURLToPath(import.meta.url));
const vite = findVite();
if (isFresh()) {
  console.log('console: built already');
} else if (vite === null) {
  console.log('console: not built, because development dependencies are not installed');
} else {
  const { status } = spawnSync(process.execPath, [vite, 'build', '--logLevel', 'warn'], {
    cwd: folder,
    stdio: 'inherit',
  });
  process.exitCode = status ?? 1;
}

/** Is the build younger than all that it was made from? */
function isFresh() {
  const built = timeOf(join(folder, 'dist', 'index.html'));
  const parts = [
    'index.html',
    'vite.config.ts',
    'pack-files.ts',
    'package.json',
    '../package-lock.json',
  ];
  const folders = ['src', 'public', '../contract/src'].flatMap((name) =>
    readdirSync(join(folder, name), { recursive: true }).map((file) => join(name, String(file))),
  );
  return [...parts, ...folders].every((file) => timeOf(join(folder, file)) < built);
}

function timeOf(file) {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

function findVite() {
  try {
    const manifest = createRequire(join(folder, 'package.json')).resolve('vite/package.json');
    return join(dirname(manifest), 'bin', 'vite.js');
  } catch {
    return null;
  }
}
