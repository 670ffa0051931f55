/**
 * `npm run differential`: makes the same random calls of the store in memory and of PostgreSQL, and compares.
 *
 * Exit code 0: every answer was the same; 1: else; 2: the command was not understood.
 */
import { openCommand } from '../command.ts';
import { keepSection } from '../keep-section.ts';
import { type ComparisonReport, compareStores } from './compare-stores.ts';
import { openDatabases } from './open-stores.ts';
import { plain } from './plain.ts';
import { renderComparison } from './render-comparison.ts';

const HELP = `npm run differential -- [options]

Makes the same random calls of both stores, the one in memory (on which the simulation runs) and
PostgreSQL, and compares answer by answer. A disagreement is shortened to the fewest steps.

  --sessions N  how many sessions (default 200)
  --seed N      the first of them (default 1)
  --length N    steps of each (default 120)
  --time S      begin no further session after S seconds
  --json        the figures as JSON
  --write       keep the figures in docs/reference/proof.md
  --help

Examples
  npm run differential -- --sessions 20       a first look
  npm run differential -- --seed 42 --sessions 1   session 42 again`;

const { read, whole } = openCommand(HELP);
const { values } = read({
  options: {
    sessions: { type: 'string', default: '200' },
    seed: { type: 'string', default: '1' },
    length: { type: 'string', default: '120' },
    time: { type: 'string' },
    json: { type: 'boolean', default: false },
    write: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
const [first, count, length] = [
  whole('seed', values.seed),
  whole('sessions', values.sessions, { least: 1 }),
  whole('length', values.length, { least: 1 }),
];
const seconds = values.time === undefined ? null : whole('time', values.time);
if (values.help) console.log(HELP);
else process.exitCode = await compare();

async function compare(): Promise<number> {
  const isTerminal = process.stderr.isTTY;
  const databases = await openDatabases();
  try {
    const report = await compareStores(databases, {
      first,
      count,
      length,
      seconds,
      onSession(done) {
        if (isTerminal) process.stderr.write(`\r${done} sessions\r`);
      },
    });
    console.log(values.json ? JSON.stringify(report, null, 2) : renderComparison(report));
    tellDisagreement(report);
    if (values.write && report.failed === null) {
      keepSection('differential', renderComparison(report));
    }
    return report.failed === null ? 0 : 1;
  } finally {
    await databases.close();
  }
}

function tellDisagreement({ failed }: ComparisonReport): void {
  if (failed === null || values.json) return;
  const { session, disagreement, steps } = failed;
  console.log(`\nSession ${session.seed} with the steps ${session.steps.join(', ')}:`);
  for (const { index, name, calls, answers } of steps) {
    console.log(`  step ${index}, ${name}`);
    for (const { method, input } of calls)
      console.log(`    ${method} ${plain(input)}`.slice(0, 1_500));
    for (const answer of answers) console.log(`      ${answer}`.slice(0, 600));
  }
  if (steps.at(-1)?.index !== disagreement.step) console.log(`  ${disagreement.call}:`);
  const { memory, other } = disagreement;
  const at = [...memory].findIndex((character, place) => character !== other[place]);
  const around = (text: string) => text.slice(Math.max(0, at - 300), Math.max(0, at) + 300);
  console.log(`  in memory:  …${around(memory)}…`);
  console.log(`  PostgreSQL: …${around(other)}…`);
}
