import type { Measured } from './measure.ts';

/** One table of the report: contenders against the first one, and what the house aims at. */
export interface Table {
  readonly title: string;
  readonly rows: readonly Measured[];
  /** Name of a contender, the ratio it should reach, and what it is a ratio of, when not the first row. */
  readonly target?: { readonly name: string; readonly ratio: number; readonly of?: string };
  /** What was timed and what the ratio says, in a sentence or two, for the page in the docs. */
  readonly meaning?: string;
  /** Something else that the run saw. */
  readonly note?: string;
}

/** Writes a table as Markdown, so that it reads in a terminal and can be kept in the docs. */
export function renderTable({ title, rows, target, note }: Table): string {
  const head = ['contender', 'per second', `ratio to ${rows[0]?.name ?? ''}`];
  const lines = rows.map(({ name, perSecond, ratio }) => [
    name,
    perSecond < 10 ? perSecond.toFixed(2) : Math.round(perSecond).toLocaleString('en'),
    ratio.toFixed(2),
  ]);
  const table = [head, head.map(() => '---'), ...lines].map((cells) => `| ${cells.join(' | ')} |`);
  const below = [...(target ? [renderTarget(rows, target)] : []), ...(note ? [note] : [])];
  return [`### ${title}`, '', ...table, ...below.flatMap((line) => ['', line])].join('\n');
}

function renderTarget(rows: readonly Measured[], target: NonNullable<Table['target']>): string {
  const ratioOf = (name: string | undefined) =>
    rows.find((row) => row.name === name)?.ratio ?? Number.NaN;
  const reached = ratioOf(target.name) / (target.of === undefined ? 1 : ratioOf(target.of));
  const of = target.of ?? rows[0]?.name ?? '';
  return `aim: ${target.name} ≥ ${target.ratio} of ${of}; here ${reached.toFixed(2)}`;
}
