/**
 * `npm run simulate`: lets a seeded world try to lose a fen.
 *
 * Exit code 0: no invariant was broken, every run was repeated exactly; 1: else; 2: the command was not understood.
 */
import { readFileSync } from 'node:fs';
import { openCommand } from '../command.ts';
import { keepSection } from '../keep-section.ts';
import { checkSeeds, type SeedsReport } from './check-seeds.ts';
import { crashScenarios } from './crash-scenarios.ts';
import { keepRun } from './keep-run.ts';
import { missedIn, printReport } from './print-report.ts';
import { type CrashesReport, renderCrashes } from './render-crashes.ts';
import { runSeed } from './run-seed.ts';
import { shrink } from './shrink.ts';
import { tellStory } from './tell-story.ts';

const HELP = `npm run simulate -- [options]

Runs the payment server in a simulated world: WeChat, the network, the clocks, the database and the
payers follow a seed, and so do the faults. Twenty judges look for a lost fen.

  --seeds N     how many seeds (default 1000)
  --first N     the first of them (default 1)
  --time S      begin no further seed after S seconds
  --jobs N      processes (default 2)
  --crashes     instead of seeds: crash small scenarios at every call of a port, and leave it in doubt
  --json        the figures as JSON
  --read FILE   instead of running: a report that --json wrote
  --write       keep figures and run in docs/reference/proof.md
  --seed N      run this one seed, and say what it breaks
  --story       with --seed: shrink it, and tell what happened
  --all         with --seed --story: tell it even if nothing is broken
  --help

Examples
  npm run simulate -- --seeds 200           a first look, about a minute
  npm run simulate -- --seed 42 --story     what happens in seed 42`;

const { read, whole } = openCommand(HELP);
const { values } = read({
  options: {
    seeds: { type: 'string', default: '1000' },
    first: { type: 'string', default: '1' },
    time: { type: 'string' },
    jobs: { type: 'string', default: '2' },
    json: { type: 'boolean', default: false },
    read: { type: 'string' },
    write: { type: 'boolean', default: false },
    crashes: { type: 'boolean', default: false },
    seed: { type: 'string' },
    story: { type: 'boolean', default: false },
    all: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
/** Seeds may be as large as a number that is exact. */
const most = 999_999_999_999_999;
const [count, first, processes] = [
  whole('seeds', values.seeds, { most }),
  whole('first', values.first, { most }),
  whole('jobs', values.jobs, { least: 1, most }),
];
const seconds = values.time === undefined ? null : whole('time', values.time, { most });
const one = values.seed === undefined ? null : whole('seed', values.seed, { most });
if (values.help) console.log(HELP);
else if (one !== null) process.exitCode = await lookAt(one);
else process.exitCode = await (values.crashes ? crashAll() : lookAtMany());

async function lookAtMany(): Promise<number> {
  const report = values.read === undefined ? await run() : readSeeds(values.read);
  console.log(values.json ? JSON.stringify(report, null, 2) : printReport(report));
  if (values.write) keepRun(report);
  const { figures, failed } = report;
  const isBlind = figures.runs >= 1_000 && missedIn(figures).length > 0;
  return failed.length > 0 || figures.hashMismatches > 0 || isBlind ? 1 : 0;
}

function readSeeds(file: string): SeedsReport {
  return JSON.parse(readFileSync(file, 'utf8')) as SeedsReport;
}

async function run(): Promise<SeedsReport> {
  const isTerminal = process.stderr.isTTY;
  const report = await checkSeeds({
    first,
    count,
    seconds,
    processes,
    onReport({ seed, violations }, done) {
      if (isTerminal) process.stderr.write(`\r${done} seeds`);
      for (const { id, what } of violations.slice(0, 1)) {
        process.stderr.write(`${isTerminal ? '\r' : ''}seed ${seed} breaks ${id}: ${what}\n`);
      }
    },
  });
  if (isTerminal) process.stderr.write('\r');
  return report;
}

async function crashAll(): Promise<number> {
  const report = values.read === undefined ? await crash() : readCrashes(values.read);
  console.log(values.json ? JSON.stringify(report) : renderCrashes(report));
  if (values.write) keepSection('crashes', renderCrashes(report));
  return report.fatal.length > 0 ? 1 : 0;
}

function readCrashes(file: string): CrashesReport {
  return JSON.parse(readFileSync(file, 'utf8')) as CrashesReport;
}

async function crash(): Promise<CrashesReport> {
  const startedMs = performance.now();
  const reports = await crashScenarios(processes, ({ scenario, points, fatal }) => {
    process.stderr.write(`${scenario}: ${points} points, ${fatal.length} fatal\n`);
  });
  return {
    scenarios: reports.length,
    points: reports.reduce((sum, { points }) => sum + points, 0),
    fatal: reports.flatMap(({ fatal }) => fatal),
    seconds: (performance.now() - startedMs) / 1_000,
  };
}

async function lookAt(seed: number): Promise<number> {
  const run = await runSeed(seed);
  const [broken] = run.violations;
  for (const { id, what } of run.violations) console.log(`${id} ${what}`);
  if (!broken) console.log(`Seed ${seed} breaks nothing; its hash is ${run.hash}.`);
  if (!values.story || (!broken && !values.all)) return broken ? 1 : 0;
  const shrunk = broken
    ? await shrink(seed, broken.id)
    : { seed, id: 'nothing', only: run.struck, leaveOut: [] };
  const short = await runSeed(seed, {
    only: new Set(shrunk.only),
    leaveOut: new Set(shrunk.leaveOut),
    keepTrace: true,
  });
  console.log(`\n${tellStory(shrunk, short)}`);
  return broken ? 1 : 0;
}
