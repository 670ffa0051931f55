/**
 * Prints what each page of the console loads before it can be used.
 *
 * Run: `npm run size -w console`, after a build.
 */
import { join } from 'node:path';
import { measureFirstLoads } from './measure-first-load.ts';

const loads = [...measureFirstLoads(join(import.meta.dirname, '..', '..', 'dist'))].sort(
  (a, b) => b.gzipBytes - a.gzipBytes,
);
for (const { page, gzipBytes, scripts } of loads) {
  const kilobytes = (gzipBytes / 1_000).toFixed(1).padStart(7);
  console.log(`${kilobytes} kB  ${String(scripts.length).padStart(3)} scripts  ${page}`);
}
