/**
 * `npm run mutants`: plants bugs, and looks whether the simulation finds them.
 *
 * Exit code 0: each was caught by the invariant it breaks; 1: else; 2: the command was not understood.
 */
import { openCommand } from '../command.ts';
import { keepSection } from '../keep-section.ts';
import { hireHunter } from './hire-hunter.ts';
import { type HuntReport, huntMutant, isCaught } from './hunt-mutant.ts';
import { plantedMutants } from './planted-mutants.ts';
import { renderHunts } from './render-hunts.ts';
import { openSourceCopy, rotOf, sourceFolder } from './source-copy.ts';

const HELP = `npm run mutants -- [options]

Plants bugs in a copy of the sources, one at a time, and runs the simulation until a judge finds it.

  --only X      mutants that break this invariant (I07), or of this name
  --seed N      where the first hunt begins (default 1); the others begin 10,000 further on, each
  --starts N    how many hunts for each mutant (default 5)
  --most N      how many seeds a hunt may take (default 500)
  --time S      begin no further mutant after S seconds
  --jobs N      processes (default 2)
  --list        say which mutants there are, and hunt none
  --json        the figures as JSON
  --write       keep the table in docs/reference/proof.md; only with all mutants
  --help

Examples
  npm run mutants -- --only I07 --starts 1   a first look
  npm run mutants -- --write                 all of them, some minutes`;

const { read, whole, refuse } = openCommand(HELP);
const { values } = read({
  options: {
    only: { type: 'string' },
    seed: { type: 'string', default: '1' },
    starts: { type: 'string', default: '5' },
    most: { type: 'string', default: '500' },
    time: { type: 'string' },
    jobs: { type: 'string', default: '2' },
    list: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    write: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
const seed = whole('seed', values.seed);
const [starts, most, jobs] = [
  whole('starts', values.starts, { least: 1 }),
  whole('most', values.most, { least: 1 }),
  whole('jobs', values.jobs, { least: 1 }),
];
const timeSeconds =
  values.time === undefined ? Number.POSITIVE_INFINITY : whole('time', values.time);
// An interrupted hunt leaves no copies behind: they go when the process exits.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));
if (values.help) console.log(HELP);
else process.exitCode = await hunt();

async function hunt(): Promise<number> {
  const { only } = values;
  const wanted = plantedMutants.filter(
    ({ name, breaks }) => only === undefined || name === only || breaks === only,
  );
  if (wanted.length === 0) refuse(`No mutant is called "${only}" or breaks it.`);
  const rotten = wanted.flatMap((mutant) => rotOf(mutant).map((why) => `${mutant.name}: ${why}`));
  for (const why of rotten) console.error(`cannot be planted any more: ${why}`);
  if (rotten.length > 0) return 1;
  if (values.list) {
    for (const { breaks, name, what } of wanted) console.log(`${breaks} ${name}: ${what}`);
    return 0;
  }
  const startedMs = performance.now();
  const reports = await huntAll(wanted);
  const seconds = (performance.now() - startedMs) / 1_000;
  const left = wanted.length - reports.length;
  const table = renderHunts(reports, seconds);
  if (values.json) console.log(JSON.stringify({ reports, left, seconds }, null, 2));
  else console.log(table);
  if (left > 0) console.error(`${left} were not hunted: the time was over.`);
  if (values.write) {
    if (only !== undefined || left > 0) refuse('Only a table of all mutants is kept.');
    keepSection('mutants', table);
  }
  return reports.every(isCaught) && left === 0 ? 0 : 1;
}

async function huntAll(wanted: typeof plantedMutants): Promise<readonly HuntReport[]> {
  const isTimeOver = deadline();
  const limits = {
    starts: Array.from({ length: starts }, (_, index) => seed + index * 10_000),
    most,
  };
  const waiting = [...wanted];
  const reports: HuntReport[] = [];

  async function work(): Promise<void> {
    const copy = openSourceCopy();
    const clean = hireHunter(sourceFolder);
    try {
      for (let next = waiting.shift(); next && !isTimeOver(); next = waiting.shift()) {
        const report = await huntMutant(copy, clean, next, limits);
        reports.push(report);
        const seeds = report.seeds.map((count) => count ?? 'never').join(', ');
        const { breaks, name } = next;
        process.stderr.write(`${breaks} ${name}: ${report.problem ?? `${seeds} seeds`}\n`);
      }
    } finally {
      clean.dismiss();
      copy.remove();
    }
  }
  await Promise.all(Array.from({ length: jobs }, work));
  const order = (report: HuntReport) => wanted.indexOf(report.mutant);
  return reports.sort((a, b) => order(a) - order(b));
}

function deadline(): () => boolean {
  const endMs = performance.now() + timeSeconds * 1_000;
  return () => performance.now() >= endMs;
}
