/**
 * Runs real servers on a real PostgreSQL, breaks everything around them, and lets the judges look.
 *
 * Run: `npm run chaos -- --time 60 --seed 7`; `--scenario NAME` for one of them (or several, with commas), `--rate N`
 * purchases per second, `--json` for machines, `--story` for what happened around each violation, `--write` to add the
 * runs to the record, `record.json`, and its figures to the docs.
 */
import { parseArgs } from 'node:util';
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
import { databaseCrashes, everything, kills } from './scenarios.ts';
import { hostileSinks } from './sink-scenario.ts';

const scenarios: readonly Scenario[] = [
  everything,
  kills,
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

const { values } = parseArgs({
  options: {
    time: { type: 'string', default: '60' },
    seed: { type: 'string', default: String(Date.now() % 100_000) },
    rate: { type: 'string', default: '50' },
    scenario: { type: 'string' },
    json: { type: 'boolean', default: false },
    story: { type: 'boolean', default: false },
    write: { type: 'boolean', default: false },
  },
});

const wanted = values.scenario?.split(',');
const chosen = scenarios.filter(({ name }) => wanted?.includes(name) ?? true);
if (chosen.length === 0) {
  console.error(
    `There is no scenario "${values.scenario}": ${scenarios.map(({ name }) => name).join(', ')}.`,
  );
  process.exit(2);
}
const programs = await findPostgresPrograms();
const seed = Number(values.seed);
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
    ratePerSecond: Number(values.rate),
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
  const all = Number(values.time);
  return scenario === asynchronousControl || scenario === restore ? Math.min(all, 30) : all;
}
