/**
 * `npm run chaos`: runs real servers on a real PostgreSQL, breaks everything around them, and lets the judges look.
 *
 * Exit code 0: no promise was broken; 1: else; 2: the command was not understood.
 */
import { openCommand } from '../command.ts';
import { describeRun } from '../simulation/describe-run.ts';
import { clocks } from './clock-scenario.ts';
import { fullDisk } from './disk-scenario.ts';
import { asynchronousControl, failover, standbyGone } from './failover-scenarios.ts';
import { keepFigures } from './keep-figures.ts';
import { findPostgresPrograms } from './postgres-programs.ts';
import { renderReport } from './render-report.ts';
import { reportOn, type ScenarioReport, tellStory } from './report.ts';
import { restore } from './restore-scenario.ts';
import { rotation } from './rotation-scenario.ts';
import { runScenario, type Scenario } from './run-scenario.ts';
import { databaseCrashes, everything, kills, killsInTurn } from './scenarios.ts';
import { hostileSinks } from './sink-scenario.ts';

const scenarios: readonly Scenario[] = [
  everything,
  kills,
  killsInTurn,
  databaseCrashes,
  failover,
  asynchronousControl,
  standbyGone,
  restore,
  fullDisk,
  clocks,
  hostileSinks,
  rotation,
];

const HELP = `npm run chaos -- [options]

Runs real servers on a real PostgreSQL while payers buy, kills and breaks what is around them, and
lets twenty judges look for a lost fen.

  --scenario A,B  only these (default all, one after the other)
  --time S        how long each rages (default 60; the control and the restore at most 30)
  --rate N        purchases that begin in a second (default 50)
  --seed N        draws who buys what and when what breaks (default: from the clock, and printed)
  --story         what was logged, and what happened around each broken promise
  --json          the figures as JSON
  --write         add each run to the record, and its figures to docs/reference/proof.md
  --help

Scenarios
${scenarios.map(({ name }) => `  ${name}`).join('\n')}

Examples
  npm run chaos -- --scenario 'kills in turn' --time 20    one of two servers is always being killed
  npm run chaos -- --scenario failover --rate 15 --story   a standby takes over, again and again`;

const { read, whole, refuse } = openCommand(HELP);
const { values } = read({
  options: {
    time: { type: 'string', default: '60' },
    seed: { type: 'string', default: String(Date.now() % 100_000) },
    rate: { type: 'string', default: '50' },
    scenario: { type: 'string' },
    json: { type: 'boolean', default: false },
    story: { type: 'boolean', default: false },
    write: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
if (values.help) {
  console.log(HELP);
  process.exit(0);
}
const [seed, allSeconds, ratePerSecond] = [
  whole('seed', values.seed),
  whole('time', values.time, { least: 1 }),
  whole('rate', values.rate, { least: 1 }),
];
const wanted = values.scenario?.split(',').map((name) => name.trim());
const unknown = wanted?.filter((name) => !scenarios.some((one) => one.name === name)) ?? [];
if (unknown.length > 0) refuse(`There is no scenario ${unknown.join(', ')}.`);
const chosen = scenarios.filter(({ name }) => wanted?.includes(name) ?? true);
const programs = await findPostgresPrograms();
const origin = describeRun();
const note = (text: string) => void (values.json || console.log(text));
const reports: ScenarioReport[] = [];
for (const scenario of chosen) {
  const missing = scenario.missing(programs);
  if (missing !== null) {
    note(`${scenario.name}: left out, ${missing}`);
    continue;
  }
  note(`${scenario.name}: seed ${seed}`);
  const seconds = secondsOf(scenario);
  const aftermath = await runScenario(scenario, {
    programs,
    seed,
    seconds,
    ratePerSecond,
  });
  const report = reportOn(scenario, seed, aftermath);
  reports.push(report);
  // Each is kept when it is over: a long run that is broken off has shown something all the same.
  if (values.write) keepFigures(report, origin);
  if (!values.story) continue;
  for (const line of unlike(aftermath.journal.errors).slice(0, 5)) note(line);
  for (const violation of report.violations.slice(0, 5)) note(tellStory(violation, aftermath));
}
const { text, isSound } = renderReport(reports);
console.log(values.json ? JSON.stringify({ isSound, reports }) : text);
process.exitCode = isSound ? 0 : 1;

/** One of each kind: numbers and names differ, what happened does not. */
function unlike(lines: readonly string[]): readonly string[] {
  const kindOf = (line: string) => /"error":"([^\\"]*)/.exec(line)?.[1] ?? line.slice(0, 80);
  return [...new Map(lines.map((line) => [kindOf(line), line])).values()];
}

/** The control and the restore have shown what they are there for after a few rounds. */
function secondsOf(scenario: Scenario): number {
  return scenario === asynchronousControl || scenario === restore
    ? Math.min(allSeconds, 30)
    : allSeconds;
}
