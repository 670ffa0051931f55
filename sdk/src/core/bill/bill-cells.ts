import { BillError } from '../errors/bill-error.ts';
import { readDecimal } from './read-decimal.ts';

/** The cells of one row or of the summary, found by the name of their column. */
export interface BillCells {
  has(column: string): boolean;
  /** @throws BillError `BILL_MALFORMED` without this column */
  text(column: string): string;
  optionalText(column: string): string | undefined;
  /** Yuan with two decimals, as fen. @throws BillError */
  fen(column: string): number;
  optionalFen(column: string): number | undefined;
  /** Yuan with five decimals, as thousandths of a fen. @throws BillError */
  milliFen(column: string): number;
  /** A whole number. @throws BillError */
  count(column: string): number;
  /** The columns that are not among these. */
  others(known: ReadonlySet<string>): Readonly<Record<string, string>>;
}

/** Makes a reader for all rows under one header; `put` hands it the next row. */
export function createBillCells(
  columns: readonly string[],
): BillCells & { put(row: readonly string[]): void } {
  const places = new Map(columns.map((name, index) => [name, index]));
  let cells: readonly string[] = [];
  const text = (column: string) => {
    const cell = cells[places.get(column) ?? -1];
    if (cell === undefined) throw new BillError('BILL_MALFORMED', `there is no column ${column}`);
    return cell;
  };
  const number = (column: string, decimals: number) => {
    const value = readDecimal(text(column), decimals);
    if (value === undefined) throw new BillError('BILL_MALFORMED', `${column} is not a number`);
    return value;
  };
  return {
    put: (row: readonly string[]) => {
      cells = row;
    },
    has: (column: string) => places.has(column),
    text,
    optionalText: (column: string) => (places.has(column) ? text(column) : undefined),
    fen: (column: string) => number(column, 2),
    optionalFen: (column: string) => (places.has(column) ? number(column, 2) : undefined),
    milliFen: (column: string) => number(column, 5),
    count: (column: string) => number(column, 0),
    others: (known: ReadonlySet<string>) => {
      const unknown = columns.filter((name) => !known.has(name));
      if (unknown.length === 0) return nothing;
      return Object.freeze(Object.fromEntries(unknown.map((name) => [name, text(name)])));
    },
  };
}

const nothing: Readonly<Record<string, string>> = Object.freeze({});
