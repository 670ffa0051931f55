/**
 * Finds a Chromium for the browser tests and prints its path.
 *
 * Run: `node tools/src/find-chromium.ts [--install]`. With `--install` a missing one is installed the
 * platform's way: Debian's packages (as root), else a sentence says what to install.
 */
import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

if (import.meta.main) {
  const path = findChromium() ?? (process.argv.includes('--install') ? installChromium() : null);
  if (path === null) {
    console.error(
      'No Chromium found. Install Chromium or Chrome (Debian: apt-get install chromium fonts-noto-cjk), ' +
        'or set CHROMIUM to its path.',
    );
    process.exitCode = 1;
  } else {
    console.log(path);
  }
}

/** The path of a Chromium or Chrome: `CHROMIUM`, then the usual names, then the usual places; null if there is none. */
export function findChromium(): string | null {
  const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'chrome'];
  const folders = (process.env.PATH ?? '').split(delimiter);
  const candidates = [
    ...(process.env.CHROMIUM ? [process.env.CHROMIUM] : []),
    ...folders.flatMap((folder) => names.map((name) => join(folder, name))),
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  ];
  return candidates.find(isExecutable) ?? null;
}

function installChromium(): string | null {
  if (!isExecutable('/usr/bin/apt-get') || process.getuid?.() !== 0) return null;
  console.error('Installing Chromium and a Chinese font with apt-get …');
  const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  for (const args of [
    ['update', '-q'],
    [
      'install',
      '-y',
      '-q',
      '--no-install-recommends',
      'chromium',
      'fonts-noto-cjk',
      'fonts-noto-color-emoji',
    ],
  ]) {
    const { status } = spawnSync('apt-get', args, {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: environment,
    });
    if (status !== 0) return null;
  }
  return findChromium();
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
