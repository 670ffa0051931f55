/**
 * Takes every page of the console as a picture: `node proof/e2e-console/pictures.ts FOLDER [NAME…]`, at 390 and 1440
 * pixels, light and dark, Chinese and English. The pictures are looked at, and not committed.
 */
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { startDemoProcess } from '../e2e/demo-process.ts';
import { launchBrowser } from '../e2e/launch-browser.ts';
import { type ConsolePage, openConsolePage, signIn } from './console-page.ts';
import { everyPage } from './every-page.ts';
import { settled } from './judge-page.ts';
import { seedDemo } from './seed-demo.ts';

const [folder, ...wanted] = process.argv.slice(2);
if (folder === undefined) throw new Error('Say into which folder.');
mkdirSync(folder, { recursive: true });

const demo = await startDemoProcess();
const browser = await launchBrowser();
try {
  const { seeded, sink, differenceDay } = await seedDemo(demo);
  const day = await differenceDay;
  const pages = everyPage({ ...seeded, day }).filter(
    ({ name }) => wanted.length === 0 || wanted.includes(name),
  );
  const [person] = demo.people;
  if (person === undefined) throw new Error('the demo has nobody who can sign in');
  for (const width of [1440, 390]) {
    for (const [theme, language] of [
      ['light', 'zh'],
      ['dark', 'en'],
      ['light', 'en'],
      ['dark', 'zh'],
    ] as const) {
      const window = await openConsolePage(browser, demo.console, { width, theme, language });
      const suffix = `${width}-${theme}-${language}`;
      if (wanted.length === 0) await takeSignIn(window, suffix);
      await signIn(window, person);
      for (const { name, path } of pages) await take(window, path, `${name}-${suffix}`);
      for (const error of window.errors) console.error(suffix, error);
      await window.close();
    }
  }
  await sink.close();
} finally {
  await browser.close();
  await demo.end();
}

async function takeSignIn({ page, go }: ConsolePage, suffix: string): Promise<void> {
  await go('/');
  await page.locator('input[type="password"]').waitFor();
  await page.screenshot({ path: place(`sign-in-${suffix}`) });
}

async function take({ page, go }: ConsolePage, path: string, name: string): Promise<void> {
  await go(path);
  // What does not come is what the picture is to show.
  await settled(page).catch(() => console.error(`${name}: still reading`));
  await page.screenshot({ path: place(name), fullPage: true });
}

function place(name: string): string {
  return join(resolve(folder ?? '.'), `${name}.png`);
}
