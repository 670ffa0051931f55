import { BillError } from '../errors/bill-error.ts';
import { type BillCells, createBillCells } from './bill-cells.ts';
import type { BillLayout } from './bill-layout.ts';
import { createSplitRow, type SplitRow } from './split-row.ts';

/** Reads one bill as its text arrives; nothing but the row under way is kept. */
export interface BillParser<Row, Summary> {
  /** Takes the next piece of text, cut anywhere. @returns the rows it completed @throws BillError */
  push(text: string): readonly Row[];
  /** Ends the file. @returns the summary, which agrees with the rows @throws BillError */
  end(): Summary;
}

/**
 * Makes a parser for one file: header, rows, summary header, summary.
 *
 * Columns are found by name. A row ends where the next line begins with a backtick and a time, or is the summary
 * header, *and* the row is whole (see `createSplitRow`); any other line end belongs to a text. A text that imitates
 * all of that makes a row too many: then the summary does not agree and `end` throws.
 */
export function createBillParser<Row, Summary extends { readonly rows: number }>(
  layout: BillLayout<Row, Summary>,
): BillParser<Row, Summary> {
  let rest = '';
  let read: (line: string) => Row | undefined = readHeader;
  let lines: string | undefined;
  let cells: ReturnType<typeof createBillCells>;
  let splitRow: SplitRow;
  let summary: Summary | undefined;
  let count = 0;
  const sums = layout.totals.map(() => 0);

  function readHeader(line: string): undefined {
    const columns = readNames(line, layout);
    if (columns[0] !== layout.timeColumn) throw malformed('the header is not of this bill');
    cells = createBillCells(columns);
    splitRow = createSplitRow(columns, layout);
    read = readLine;
  }

  function readLine(line: string): Row | undefined {
    const ends = startsRow(line) || isSummaryHeader(line, layout);
    const row = ends && lines !== undefined ? splitRow(lines) : undefined;
    if (lines !== undefined && row === undefined) {
      lines = `${lines}\n${line}`;
      if (lines.length > longestRow) throw malformed('a row has no end');
      return undefined;
    }
    lines = undefined;
    if (isSummaryHeader(line, layout)) readSummaryHeader(line);
    else if (line.startsWith('`')) lines = line;
    else throw malformed('a row does not begin with a backtick');
    return row && finish(row);
  }

  function readSummaryHeader(line: string): void {
    const columns = readNames(line, layout);
    read = (values) => {
      const summaryCells: BillCells & { put(row: readonly string[]): void } =
        createBillCells(columns);
      summaryCells.put(values.replace(/\r$/, '').replace(/^`/, '').split(/,`?/));
      summary = layout.readSummary(summaryCells);
      read = refuseMore;
      return undefined;
    };
  }

  function finish(row: readonly string[]): Row {
    cells.put(row);
    const typed = layout.readRow(cells);
    count += 1;
    for (const [index, total] of layout.totals.entries()) {
      sums[index] = (sums[index] ?? 0) + total.of(typed);
    }
    return Object.freeze(typed);
  }

  function check(stated: Summary): void {
    const figures = layout.totals.map((total, index) => ({
      column: total.column,
      stated: total.stated(stated),
      sum: sums[index],
    }));
    const wrong = figures.find((figure) => (figure.stated ?? figure.sum) !== figure.sum);
    if (wrong === undefined) return;
    const { column, stated: said, sum } = wrong;
    throw new BillError('BILL_SUMMARY_DIFFERS', `${column} says ${said}, the rows make ${sum}`);
  }

  return Object.freeze({
    push: (text: string) => {
      const rows: Row[] = [];
      const all = rest + text;
      let from = 0;
      for (let at = all.indexOf('\n'); at !== -1; at = all.indexOf('\n', from)) {
        const row = read(all.slice(from, at));
        if (row !== undefined) rows.push(row);
        from = at + 1;
      }
      rest = all.slice(from);
      if (rest.length > longestRow) throw malformed('a line has no end');
      return rows;
    },
    end: () => {
      // Files end in a line end; one that does not is still whole.
      if (rest !== '') read(rest);
      if (summary === undefined) throw new BillError('BILL_TRUNCATED', 'the summary is missing');
      const { rows } = summary;
      if (rows !== count) {
        const reason = `${layout.countColumn} says ${rows}, there are ${count} rows`;
        throw new BillError('BILL_SUMMARY_DIFFERS', reason);
      }
      check(summary);
      return summary;
    },
  });
}

function readNames(
  line: string,
  { aliases }: Pick<BillLayout<never, never>, 'aliases'>,
): readonly string[] {
  return line
    .replace(/^\uFEFF/, '')
    .replace(/\r$/, '')
    .replaceAll('（', '(')
    .replaceAll('）', ')')
    .split(',')
    .map((cell) => cell.replace(/^`/, '').trim())
    .map((name) => aliases[name] ?? name);
}

function startsRow(line: string): boolean {
  return line.charCodeAt(0) === backtick && rowStart.test(line);
}

function isSummaryHeader(
  line: string,
  { countColumn }: Pick<BillLayout<never, never>, 'countColumn'>,
): boolean {
  return line.startsWith(`${countColumn},`) || line.startsWith(`\`${countColumn},`);
}

function refuseMore(line: string): undefined {
  if (line.trim() !== '') throw malformed('something follows the summary');
}

function malformed(reason: string): BillError {
  return new BillError('BILL_MALFORMED', reason);
}

const backtick = 0x60;
const rowStart = /^`\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,`/;
/** Characters; real rows have some hundred. */
const longestRow = 65_536;
