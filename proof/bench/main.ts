/**
 * Measures the house against limits and rivals in the same run, and prints ratios. Never fails a build.
 *
 * Run: `npm run bench` for all, `npm run bench -- sdk` for one suite, `npm run bench -- --write FILE`
 * to keep the result in a page of the docs, where suites that were not measured stay as they were.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { parseArgs } from 'node:util';
import { type MeasuredSuite, renderPage } from './render-page.ts';
import { renderTable, type Table } from './report.ts';

const suites: Readonly<Record<string, () => Promise<readonly Table[]>>> = {
  sdk: async () => (await import('./sdk/sdk-suite.ts')).sdkSuite(),
  bills: async () => [await (await import('./bills/bill-memory.ts')).billMemory()],
  server: async () => (await import('./server/server-suite.ts')).serverSuite(),
  outbox: async () => (await import('./outbox/outbox-suite.ts')).outboxSuite(),
  scale: async () => (await import('./scale/scale-suite.ts')).scaleSuite(),
  memory: async () => [await (await import('./scale/memory-over-time.ts')).memoryOverTime()],
  start: async () => [await (await import('./scale/ready-time.ts')).readyTime()],
  console: async () => (await import('./console/console-suite.ts')).consoleSuite(),
  reconcile: async () => [await (await import('./reconcile/reconcile-suite.ts')).reconcileSuite()],
  simulator: async () => (await import('./simulator/simulator-suite.ts')).simulatorSuite(),
  phone: async () => (await import('./phone/phone-suite.ts')).phoneSuite(),
};

const { values, positionals: chosen } = parseArgs({
  allowPositionals: true,
  options: { write: { type: 'string' } },
});
const unknown = chosen.filter((name) => !(name in suites));
if (unknown.length > 0) {
  console.error(
    `No suite "${unknown.join('", "')}". There are: ${Object.keys(suites).join(', ')}.`,
  );
  process.exit(2);
}

const machine =
  `Node ${process.versions.node}, ${cpus().length} × ${cpus()[0]?.model ?? 'unknown processor'}, ` +
  `${Math.round(totalmem() / 2 ** 30)} GiB`;
console.log(`${machine}. Ratios are medians over interleaved rounds.\n`);
const measured: MeasuredSuite[] = [];
for (const name of chosen.length > 0 ? chosen : Object.keys(suites)) {
  console.log(`## ${name}\n`);
  const tables = (await suites[name]?.()) ?? [];
  for (const table of tables) console.log(`${renderTable(table)}\n`);
  measured.push({ name, tables });
}
if (values.write !== undefined) {
  const before = existsSync(values.write) ? readFileSync(values.write, 'utf8') : '';
  const day = new Date().toISOString().slice(0, 10);
  writeFileSync(values.write, renderPage(`${machine}; ${day}`, measured, before));
  console.log(`written: ${values.write}`);
}
