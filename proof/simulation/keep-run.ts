import { readFileSync, writeFileSync } from 'node:fs';
import { keepSection } from '../keep-section.ts';
import type { SeedsReport } from './check-seeds.ts';
import { figureRows, missedIn } from './print-report.ts';
import { SOMETIMES } from './reach.ts';

const FILE = new URL('./record.json', import.meta.url);

/** One line of the record of all runs. */
interface KeptRun {
  readonly date: string;
  readonly commit: string | null;
  readonly first: number;
  readonly seeds: number;
  readonly hashMismatches: number;
  /** What was broken, by seed. */
  readonly broken: Readonly<Record<string, readonly string[]>>;
}

/** Adds a run to the record, and writes its figures and the record into `docs/reference/proof.md`. */
export function keepRun(report: SeedsReport): void {
  const { origin, first, figures, failed } = report;
  const idsOf = (violations: SeedsReport['failed'][number]['violations']) => [
    ...new Set(violations.map(({ id }) => id)),
  ];
  const run: KeptRun = {
    date: origin.date,
    commit: origin.commit,
    first,
    seeds: figures.runs,
    hashMismatches: figures.hashMismatches,
    broken: Object.fromEntries(failed.map(({ seed, violations }) => [seed, idsOf(violations)])),
  };
  const record = [...(JSON.parse(readFileSync(FILE, 'utf8')) as KeptRun[]), run];
  writeFileSync(FILE, `${JSON.stringify(record, null, 2)}\n`);
  keepSection('simulation', render(report, record));
}

function render(report: SeedsReport, record: readonly KeptRun[]): string {
  const { origin, figures } = report;
  const missed = new Set(missedIn(figures));
  const perThousand = (count: number) =>
    Math.round((count * 1_000) / Math.max(1, figures.runs)).toLocaleString('en-US');
  const seeds = record.reduce((sum, run) => sum + run.seeds, 0);
  return [
    `${origin.date}, ${origin.machine}, commit ${origin.commit ?? 'unknown'}.`,
    '',
    '| figure | |',
    '| --- | --- |',
    ...figureRows(report).map(([name, value]) => `| ${name} | ${value} |`),
    '',
    'What happens sometimes, in runs of a thousand:',
    '',
    '| | |',
    '| --- | --- |',
    ...SOMETIMES.map(
      (what) =>
        `| ${what} | ${perThousand(figures.reached[what])}${missed.has(what) ? ' (too seldom)' : ''} |`,
    ),
    '',
    `All runs that were kept, ${seeds.toLocaleString('en-US')} seeds:`,
    '',
    '| date | commit | seeds | broke a promise | hashes that differed |',
    '| --- | --- | --- | --- | --- |',
    ...record.map(
      ({ date, commit, first, seeds: count, broken, hashMismatches }) =>
        `| ${date} | ${commit ?? '–'} | ${first}–${first + count - 1} | ${describe(broken)} | ${hashMismatches} |`,
    ),
  ].join('\n');
}

function describe(broken: KeptRun['broken']): string {
  const seeds = Object.entries(broken);
  if (seeds.length === 0) return 'none';
  return seeds.map(([seed, ids]) => `${seed} (${ids.join(' ')})`).join(', ');
}
