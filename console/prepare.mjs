/**
 * Builds the pages after an install, so that a checkout serves them at once. Plain JavaScript: it runs with
 * whatever Node the machine has, also before anything of ours is there.
 *
 * An install without development dependencies has no tool to build with; the server then says at
 * `/console` how to build the pages, and everything else works.
 */
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = dirname(fileURLToPath(import.meta.url));
const vite = findVite();
if (vite === null) {
  console.log('console: not built, because development dependencies are not installed');
} else {
  const { status } = spawnSync(process.execPath, [vite, 'build', '--logLevel', 'warn'], {
    cwd: folder,
    stdio: 'inherit',
  });
  process.exitCode = status ?? 1;
}

function findVite() {
  try {
    const manifest = createRequire(join(folder, 'package.json')).resolve('vite/package.json');
    return join(dirname(manifest), 'bin', 'vite.js');
  } catch {
    return null;
  }
}
