/**
 * Measures the house against limits and rivals in the same run, and prints ratios. Never fails a build.
 *
 * Run: `npm run bench` for all, `npm run bench -- sdk` for one suite.
 */
import { cpus, totalmem } from 'node:os';
import { renderTable, type Table } from './report.ts';

const suites: Readonly<Record<string, () => Promise<readonly Table[]>>> = {
  sdk: async () => (await import('./sdk/sdk-suite.ts')).sdkSuite(),
  server: async () => (await import('./server/server-suite.ts')).serverSuite(),
};

const chosen = process.argv.slice(2);
const unknown = chosen.filter((name) => !(name in suites));
if (unknown.length > 0) {
  console.error(
    `No suite "${unknown.join('", "')}". There are: ${Object.keys(suites).join(', ')}.`,
  );
  process.exit(2);
}

console.log(
  `Node ${process.versions.node}, ${cpus().length} × ${cpus()[0]?.model ?? 'unknown processor'}, ` +
    `${Math.round(totalmem() / 2 ** 30)} GiB. Ratios are medians over interleaved rounds.\n`,
);
for (const name of chosen.length > 0 ? chosen : Object.keys(suites)) {
  console.log(`## ${name}\n`);
  for (const table of (await suites[name]?.()) ?? []) console.log(`${renderTable(table)}\n`);
}
