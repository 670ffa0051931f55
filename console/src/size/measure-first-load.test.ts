import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { measureFirstLoads } from './measure-first-load.ts';

// `npm run test:prepare` builds it when a source is newer.
const loads = measureFirstLoads(join(import.meta.dirname, '..', '..', 'dist'));

test('no page loads more than 300 kB of packed script before it can be used', () => {
  expect(loads.length).toBeGreaterThan(10);
  const tooLarge = loads.filter(({ gzipBytes }) => gzipBytes > 300_000);
  expect(tooLarge.map(({ page, gzipBytes }) => ({ page, gzipBytes }))).toEqual([]);
});

test('the charts wait until the page is drawn', () => {
  const overview = loads.find(({ page }) => page.includes('overview-page'));
  expect(overview?.scripts.filter(({ file }) => file.includes('bar-chart'))).toEqual([]);
});

test('every script and style lies packed beside itself, so that the server packs nothing', () => {
  const folder = join(import.meta.dirname, '..', '..', 'dist', 'assets');
  const files = readdirSync(folder);
  const plain = files.filter((file) => /\.(js|css)$/.test(file));
  expect(
    plain.filter((file) => !files.includes(`${file}.br`) || !files.includes(`${file}.gz`)),
  ).toEqual([]);
});
