/**
 * Draws the shop's pictures: every SVG of this folder becomes a PNG of the mini-program, because
 * WeChat's tab bar takes no SVG. Run it after a change: `npm run art -w @yifen/miniprogram`.
 * It takes the path of a Chromium, Debian's by default.
 */
import { readdir, readFile } from 'node:fs/promises';
import { chromium } from 'playwright-core';

/** Pixels across, by what the name of the picture begins with; a product's is the default. */
const widths: readonly (readonly [start: string, width: number])[] = [
  ['tab-', 81],
  ['result-', 192],
  ['empty', 300],
  ['offline', 300],
  ['hero', 1053],
];
const productWidth = 480;

const here = new URL('./', import.meta.url);
const images = new URL('../shop/miniprogram/images/', here);

const executablePath = process.argv[2] ?? '/usr/bin/chromium';
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
const page = await browser.newPage();
for (const path of await readdir(here, { recursive: true })) {
  if (!path.endsWith('.svg')) continue;
  const svg = await readFile(new URL(path, here), 'utf8');
  const [, , boxWidth = 1, boxHeight = 1] = (/viewBox="([^"]+)"/.exec(svg)?.[1] ?? '')
    .split(' ')
    .map(Number);
  const width = widths.find(([start]) => path.startsWith(start))?.[1] ?? productWidth;
  const height = Math.round((width * boxHeight) / boxWidth);
  await page.setViewportSize({ width, height });
  await page.setContent(`<style>body{margin:0}svg{display:block;width:100%}</style>${svg}`);
  const file = new URL(path.replace(/\.svg$/, '.png'), images);
  await page.screenshot({ path: file.pathname, omitBackground: true });
}
await browser.close();
