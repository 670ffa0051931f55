/**
 * `npm run simulate`: lets a seeded world try to lose a fen.
 *
 * Exit code 0: no invariant was broken, every run was repeated exactly; 1: else; 2: the command was not understood.
 */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
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

const { values } = readArguments();
for (const name of ['seeds', 'first', 'time', 'jobs', 'seed'] as const) checkNumber(name);
if (values.help) console.log(HELP);
else if (values.seed !== undefined) process.exitCode = await lookAt(Number(values.seed));
else process.exitCode = await (values.crashes ? crashAll() : lookAtMany());

function readArguments() {
  try {
    return parseArgs({
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
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : error}\n\n${HELP}`);
    process.exit(2);
  }
}

/** A text that is no number would run for ever, or not at all. */
function checkNumber(name: 'seeds' | 'first' | 'time' | 'jobs' | 'seed'): void {
  const text = values[name];
  if (text === undefined || (/^\d{1,15}$/.test(text) && (name !== 'jobs' || Number(text) > 0)))
    return;
  console.error(
    `--${name} must be a whole number (of processes: at least 1), not "${text}".\n\n${HELP}`,
  );
  process.exit(2);
}

async function lookAtMany(): Promise<number> {
  const report = values.read === undefined ? await run() : read(values.read);
  console.log(values.json ? JSON.stringify(report, null, 2) : printReport(report));
  if (values.write) keepRun(report);
  const { figures, failed } = report;
  const isBlind = figures.runs >= 1_000 && missedIn(figures).length > 0;
  return failed.length > 0 || figures.hashMismatches > 0 || isBlind ? 1 : 0;
}

function read(file: string): SeedsReport {
  return JSON.parse(readFileSync(file, 'utf8')) as SeedsReport;
}

async function run(): Promise<SeedsReport> {
  const isTerminal = process.stderr.isTTY;
  const report = await checkSeeds({
    first: Number(values.first),
    count: Number(values.seeds),
    seconds: values.time === undefined ? null : Number(values.time),
    processes: Number(values.jobs),
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
  const reports = await crashScenarios(Number(values.jobs), ({ scenario, points, fatal }) => {
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
  const [first] = run.violations;
  for (const { id, what } of run.violations) console.log(`${id} ${what}`);
  if (!first) console.log(`Seed ${seed} breaks nothing; its hash is ${run.hash}.`);
  if (!values.story || (!first && !values.all)) return first ? 1 : 0;
  const shrunk = first
    ? await shrink(seed, first.id)
    : { seed, id: 'nothing', only: run.struck, leaveOut: [] };
  const short = await runSeed(seed, {
    only: new Set(shrunk.only),
    leaveOut: new Set(shrunk.leaveOut),
    keepTrace: true,
  });
  console.log(`\n${tellStory(shrunk, short)}`);
  return first ? 1 : 0;
}
