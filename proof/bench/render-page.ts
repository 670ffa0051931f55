import { renderTable, type Table } from './report.ts';

/** The tables of one suite, as one run measured them. */
export interface MeasuredSuite {
  readonly name: SuiteName;
  readonly tables: readonly Table[];
}

/** Names a suite; each has its place in the page. */
export type SuiteName = keyof typeof headings;

/** In the order of the page. */
const headings = {
  sdk: 'The SDK',
  bills: 'Bills',
  server: 'The server',
  outbox: 'Writing and announcing',
  scale: 'Size',
  memory: 'Memory over time',
  start: 'Start',
  console: 'What the console asks',
  reconcile: 'Reconciliation',
  simulator: 'The simulator',
  phone: 'The phone',
};

/**
 * Writes a run as a page of the reference: how it was measured, then each table with what it means. Suites that were not
 * measured this time stand as they stood.
 *
 * @param origin the machine and the day, in one sentence
 * @param before the page as it was; default: there was none
 */
export function renderPage(origin: string, suites: readonly MeasuredSuite[], before = ''): string {
  const kept = new Map(
    before
      .split(/^## /m)
      .slice(1)
      .map((section) => [section.split('\n', 1)[0], `## ${section.trimEnd()}`]),
  );
  const sections = Object.entries(headings).flatMap(([name, heading]) => {
    const measured = suites.find((suite) => suite.name === name);
    if (!measured) return kept.get(heading) ?? [];
    return [`## ${heading}`, `Measured on: ${origin}.`, ...measured.tables.map(renderSection)];
  });
  return `${[introduction, ...sections].join('\n\n')}\n`;
}

const introduction = `# Figures

This page is what \`npm run bench -- --write docs/reference/bench.md\` last wrote, suite by suite; run
\`npm run bench\` for your machine's.

How to read it:

- Contenders take turns inside a round, after a warm-up of each. A ratio is taken inside a round, and the table shows the median
  over the rounds: a machine that slows down slows all of them.
- The first row is a limit or a yardstick, so its ratio is 1. *Ratios* can be compared between machines; the rates per second
  cannot, and both wander by some per cent when the machine has other work.
- An *aim* is what the project wants of itself. A missed one stays here as it is until it is reached.
- The other clients are called as their READMEs call them, in the same process and the same run.`;

function renderSection(table: Table): string {
  const [title = '', ...rest] = renderTable(table).split('\n');
  return [title, ...(table.meaning === undefined ? [] : ['', table.meaning]), ...rest].join('\n');
}
