import { readFileSync, writeFileSync } from 'node:fs';
import { keepSection } from '../keep-section.ts';
import type { RunOrigin } from '../simulation/describe-run.ts';
import { CONTROL, figureRows } from './render-report.ts';
import type { ScenarioReport } from './report.ts';

const FILE = new URL('./record.json', import.meta.url);

/** A run that is kept: what it came to, where and of what it was made; of violations, the promises. */
interface KeptRun extends RunOrigin, Omit<ScenarioReport, 'violations'> {
  readonly broken: readonly string[];
}

/** What is summed over all runs, and how the page names it. */
const SUMS: readonly (readonly [string, (run: KeptRun) => number])[] = [
  ['kills of servers (`kill -9`)', counted('kills of servers')],
  ['crashes of the database', counted('crashes of the database')],
  ['failovers to a synchronous standby', counted('failovers')],
  ['standbys that died', counted('deaths of the standby')],
  ['disks that were filled', counted('full disks')],
  ['clocks that were set wrong', counted('clocks set wrong')],
  ['floods', counted('floods')],
  ['orders', ({ orders }) => orders],
  ['payments at WeChat', ({ payments }) => payments],
  ['refunds at WeChat', ({ refunds }) => refunds],
  ['notifications', ({ notifications }) => notifications],
  ['fen lost', ({ fenLost }) => fenLost],
  ['fen created', ({ fenCreated }) => fenCreated],
  ['acknowledged but lost', ({ acknowledgedButLost }) => acknowledgedButLost],
  ['double refunds', ({ doubleRefunds }) => doubleRefunds],
  ['broken promises', ({ broken }) => broken.length],
];

/** Adds a run to the record, and writes the figures of all of them into `docs/reference/proof.md`. */
export function keepFigures(report: ScenarioReport, origin: RunOrigin): void {
  const { violations, ...figures } = report;
  const run: KeptRun = { ...origin, ...figures, broken: violations.map(({ id }) => id) };
  const record = [...(JSON.parse(readFileSync(FILE, 'utf8')) as KeptRun[]), run];
  writeFileSync(FILE, `${JSON.stringify(record, null, 2)}\n`);
  keepSection('chaos', renderRecord(record));
}

function renderRecord(record: readonly KeptRun[]): string {
  const [control, ours] = [isOf(CONTROL), isOf('restore')];
  const held = record.filter((run) => !control(run) && !ours(run));
  const sum = (runs: readonly KeptRun[], read: (run: KeptRun) => number) =>
    runs.reduce((total, run) => total + read(run), 0).toLocaleString('en-US');
  const last = [...new Map(record.map((run) => [run.scenario, run])).values()];
  return [
    'All runs that were kept, but the control and the restore:',
    '',
    ...table([['', ''], ...SUMS.map(([name, read]) => [name, sum(held, read)] as const)]),
    '',
    `The asynchronous control, ${sum(record.filter(control), counted('failovers'))} failovers, lost ` +
      `${sum(record.filter(control), ({ acknowledgedButLost }) => acknowledgedButLost)} answers.`,
    '',
    ...table([
      ['date', 'commit', 'scenario', 'seed', 's', 'orders', 'per second begun / wanted', 'broke'],
      ...record.map(lineOf),
    ]),
    '',
    'The last run of each:',
    '',
    ...table(figureRows(last.map((run) => ({ ...run, violations: run.broken })))),
  ].join('\n');
}

function lineOf(run: KeptRun): readonly (string | number)[] {
  const { date, commit, scenario, seed, seconds, orders } = run;
  const rate = `${run.begunPerSecond} / ${run.ratePerSecond}`;
  const broken = [...new Set(run.broken)].join(' ') || 'none';
  return [date, commit ?? '–', scenario, seed, seconds, orders, rate, broken];
}

function table(rows: readonly (readonly (string | number)[])[]): readonly string[] {
  const [head = [], ...rest] = rows;
  const line = (row: readonly (string | number)[]) => `| ${row.join(' | ')} |`;
  return [line(head), `|${' --- |'.repeat(head.length)}`, ...rest.map(line)];
}

function counted(name: string): (run: KeptRun) => number {
  return ({ counts }) => counts[name] ?? 0;
}

function isOf(name: string): (run: KeptRun) => boolean {
  return ({ scenario }) => scenario === name;
}
