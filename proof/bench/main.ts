/**
 * `npm run bench`: measures the house against limits and rivals in the same run, and prints ratios. Never fails a build.
 *
 * Exit code 0: measured; 2: the command was not understood.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { openCommand } from '../command.ts';
import { type MeasuredSuite, renderPage, type SuiteName } from './render-page.ts';
import { renderTable, type Table } from './report.ts';

const suites: Readonly<Record<SuiteName, () => Promise<readonly Table[]>>> = {
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

const HELP = `npm run bench -- [SUITE…] [options]

Measures against limits and rivals in the same run, and prints ratios: medians over interleaved rounds.

  sdk        headers, paySign and notifications, beside bare node:crypto and two installed clients
  bills      a bill of 1,000,000 rows
  server     notifications and orders over HTTP, beside pgbench and openssl
  outbox     the grouped writer, and announcements
  scale      the cost of an order by how many there are, and a sweep of the poll
  memory     what a server holds over 1,000,000 requests
  start      how soon a server is ready
  console    lists, searches and the overview over 1,000,000 orders
  reconcile  a day of 1,000,000 rows
  simulator  its start, its answers, its desk
  phone      building a mini-program

  --write FILE  keep the result in a page, where suites that were not measured stay as they were
  --help

Examples
  npm run bench -- sdk                                      a minute
  npm run bench -- server --write docs/reference/bench.md   keep the figures`;

const { read, refuse } = openCommand(HELP);
const { values, positionals: chosen } = read({
  allowPositionals: true,
  options: { write: { type: 'string' }, help: { type: 'boolean', default: false } },
});
if (values.help) {
  console.log(HELP);
  process.exit(0);
}
const names = Object.keys(suites) as readonly SuiteName[];
const unknown = chosen.filter((name) => !(name in suites));
if (unknown.length > 0) refuse(`There is no suite ${unknown.join(', ')}.`);

const machine =
  `Node ${process.versions.node}, ${cpus().length} × ${cpus()[0]?.model ?? 'unknown processor'}, ` +
  `${Math.round(totalmem() / 2 ** 30)} GiB`;
console.log(`${machine}. Ratios are medians over interleaved rounds.\n`);
const measured: MeasuredSuite[] = [];
for (const name of names.filter((each) => chosen.length === 0 || chosen.includes(each))) {
  console.log(`## ${name}\n`);
  const tables = await suites[name]();
  for (const table of tables) console.log(`${renderTable(table)}\n`);
  measured.push({ name, tables });
}
if (values.write !== undefined) {
  const before = existsSync(values.write) ? readFileSync(values.write, 'utf8') : '';
  const day = new Date().toISOString().slice(0, 10);
  writeFileSync(values.write, renderPage(`${machine}; ${day}`, measured, before));
  console.log(`written: ${values.write}`);
}
