import type { SeedsReport } from './check-seeds.ts';
import type { Figures } from './figures.ts';
import { SOMETIMES } from './reach.ts';

/** How often, per thousand runs, each of the things must happen that happen sometimes. */
const LEAST_PER_THOUSAND = 20;

const DAY_MS = 24 * 3_600_000;

/** The figures with their names. */
export function figureRows({
  figures,
  failed,
  seconds,
}: SeedsReport): readonly (readonly [string, string])[] {
  return [
    ['seeds, each run twice', count(figures.runs)],
    ['seeds per second', (figures.runs / seconds).toFixed(1)],
    ['simulated days', count(Math.round(figures.simulatedMs / DAY_MS))],
    [
      'orders · payments · refunds',
      [figures.orders, figures.payments, figures.refunds].map(count).join(' · '),
    ],
    ['calls of ports', count(figures.portCalls)],
    ['faults that struck', count(sum(figures.faults))],
    ['fen lost', count(figures.fenLost)],
    ['fen created', count(figures.fenCreated)],
    ['double refunds', count(figures.doubleRefunds)],
    ['longest time paid money read as unpaid', `${(figures.longestUnpaidMs / 1_000).toFixed(1)} s`],
    ['hashes that differed', count(figures.hashMismatches)],
    ['seeds with a broken invariant', count(failed.length)],
  ];
}

/** The report as a page for a terminal. */
export function printReport(report: SeedsReport): string {
  const { figures, failed } = report;
  const rows = figureRows(report);
  const width = Math.max(...rows.map(([name]) => name.length));
  return [
    ...rows.map(([name, value]) => `${name.padEnd(width)}  ${value}`),
    '',
    ...reachLines(figures),
    ...failed
      .slice(0, 10)
      .flatMap(({ seed, violations }) => [
        '',
        `seed ${seed}:`,
        ...violations.slice(0, 5).map(({ id, what }) => `  ${id} ${what}`),
      ]),
  ].join('\n');
}

/** What did not happen often enough; after few seeds it says nothing. */
export function missedIn({ runs, reached }: Figures): readonly string[] {
  return SOMETIMES.filter((what) => reached[what] * 1_000 < LEAST_PER_THOUSAND * runs);
}

function reachLines(figures: Figures): readonly string[] {
  const missed = new Set(missedIn(figures));
  const lines = SOMETIMES.map((what) => {
    const perThousand = Math.round((figures.reached[what] * 1_000) / Math.max(1, figures.runs));
    return `  ${String(perThousand).padStart(4)}  ${what}${missed.has(what) ? '  ← too seldom' : ''}`;
  });
  return [
    `What happens sometimes, in runs of a thousand (at least ${LEAST_PER_THOUSAND}):`,
    ...lines,
  ];
}

function count(value: number): string {
  return value.toLocaleString('en-US');
}

function sum(counts: Readonly<Partial<Record<string, number>>>): number {
  return Object.values(counts).reduce<number>((total, value) => total + (value ?? 0), 0);
}
