/**
 * Measures the console with Lighthouse, as a desktop opens it for the first time: `node proof/e2e-console/lighthouse.ts`.
 * Lighthouse is fetched by npm when it is first run; it is too large a dependency for what it is asked here.
 */
import { execFile } from 'node:child_process';
import { readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { startDemoProcess } from '../e2e/demo-process.ts';
import { findChromium, launchBrowser } from '../e2e/launch-browser.ts';
import { openConsolePage, signIn } from './console-page.ts';
import { buy } from './shopper.ts';

/** The parts of Lighthouse's report that are read. */
interface Report {
  readonly categories: Readonly<Record<string, { readonly score: number | null }>>;
  readonly audits: Readonly<Record<string, { readonly numericValue?: number }>>;
}

const run = promisify(execFile);
const demo = await startDemoProcess();
try {
  const { order } = await buy(demo, 'longjing-250g');
  const cookie = await cookieOf();
  for (const [name, path, headers] of [
    ['sign-in', '/', {}],
    ['overview', '/', { Cookie: cookie }],
    ['orders', '/orders', { Cookie: cookie }],
    ['order', `/orders/${order.id}`, { Cookie: cookie }],
    ['reconciliation', '/reconciliation', { Cookie: cookie }],
  ] as const) {
    const { categories, audits } = await measure(demo.console.replace(/\/$/, '') + path, headers);
    const score = (category: string) => Math.round((categories[category]?.score ?? 0) * 100);
    const ms = (audit: string) => `${Math.round(audits[audit]?.numericValue ?? 0)} ms`;
    console.log(
      `${name}: performance ${score('performance')}, accessibility ${score('accessibility')}, ` +
        `best practices ${score('best-practices')}; first paint ${ms('first-contentful-paint')}, ` +
        `largest ${ms('largest-contentful-paint')}, interactive ${ms('interactive')}, ` +
        `blocked ${ms('total-blocking-time')}`,
    );
  }
} finally {
  await demo.end();
}

async function measure(url: string, headers: object): Promise<Report> {
  const output = join(tmpdir(), `lighthouse-${process.pid}.json`);
  const chrome = '--headless=new --no-sandbox --disable-gpu --disable-quic';
  await run(
    'npm',
    [
      ...['exec', '--yes', 'lighthouse@13', '--', url, '--quiet', '--preset=desktop'],
      ...['--output=json', `--output-path=${output}`, `--chrome-flags=${chrome}`],
      `--extra-headers=${JSON.stringify(headers)}`,
    ],
    { env: { ...process.env, CHROME_PATH: findChromium() }, maxBuffer: 64 * 1024 * 1024 },
  );
  const report = JSON.parse(await readFile(output, 'utf8')) as Report;
  await rm(output);
  return report;
}

async function cookieOf(): Promise<string> {
  const [person] = demo.people;
  if (person === undefined) throw new Error('the demo has nobody who can sign in');
  const browser = await launchBrowser();
  const window = await openConsolePage(browser, demo.console);
  await signIn(window, person);
  const cookies = await window.page.context().cookies();
  await browser.close();
  return cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
}
