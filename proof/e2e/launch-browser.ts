import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

const candidates = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** Where Chromium is. @throws Error when there is none. */
export function findChromium(): string {
  const path = process.env.CHROMIUM ?? candidates.find((each) => existsSync(each));
  if (path === undefined) throw new Error('no Chromium: set CHROMIUM to its path');
  return path;
}

/** Starts Chromium without what it would do by itself. @throws Error when there is none. */
export async function launchBrowser(): Promise<Browser> {
  const quiet = ['--disable-background-networking', '--disable-component-update', '--disable-sync'];
  return await chromium.launch({
    executablePath: findChromium(),
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', ...quiet],
  });
}
