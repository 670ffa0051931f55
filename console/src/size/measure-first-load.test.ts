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
