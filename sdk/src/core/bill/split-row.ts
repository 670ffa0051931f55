import type { BillLayout } from './bill-layout.ts';
import { readDecimal } from './read-decimal.ts';

/** Splits the lines gathered so far into the cells of one row; undefined while they are not a whole row yet. */
export type SplitRow = (lines: string) => readonly string[] | undefined;

/**
 * Makes the splitter for rows under one header.
 *
 * Values stand behind one backtick each, between commas, unquoted; so `` ,` `` ends a value, and a comma, a quote,
 * a backtick or a line end inside a text does not. Where a text itself holds `` ,` ``, a row has too many values:
 * all columns but the free ones are written by machines, so the surplus belongs to those, and of the two free
 * columns of a trade bill to the first (the goods name); only an `attach` that holds `` ,` `` is cut too late.
 *
 * A row is whole when it has all its values and those behind the free columns have the form of numbers.
 */
export function createSplitRow(
  columns: readonly string[],
  layout: Pick<BillLayout<never, never>, 'freeColumns' | 'numberColumns'>,
): SplitRow {
  const free = columns.flatMap((name, index) => (layout.freeColumns.includes(name) ? [index] : []));
  const firstFree = free[0] ?? columns.length;
  const endFree = (free.at(-1) ?? columns.length) + 1;
  const sideBySide = endFree - firstFree === free.length;
  const tail = columns.flatMap((name, index) =>
    index >= endFree && layout.numberColumns.has(name) ? [index] : [],
  );
  return (lines) => {
    const row = lines.endsWith('\r') ? lines.slice(1, -1) : lines.slice(1);
    const values = row.split(',`');
    const surplus = values.length - columns.length;
    if (surplus < 0 || (surplus > 0 && !sideBySide)) return undefined;
    if (surplus > 0) {
      const text = values.slice(firstFree, firstFree + surplus + 1).join(',`');
      values.splice(firstFree, surplus + 1, text);
    }
    return tail.every((index) => readDecimal(values[index] ?? '', 9) !== undefined)
      ? values
      : undefined;
  };
}
