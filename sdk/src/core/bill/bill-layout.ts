import type { BillCells } from './bill-cells.ts';

/** What a kind of bill looks like, and what its rows mean. */
export interface BillLayout<Row, Summary> {
  /** Names of older files, and the names used here. */
  readonly aliases: Readonly<Record<string, string>>;
  /** The first column of a row; it holds a time, which tells a new row from a line inside a text. */
  readonly timeColumn: string;
  /** The column the summary begins with. */
  readonly countColumn: string;
  /** Columns whose text people write, side by side in the file. */
  readonly freeColumns: readonly string[];
  /** Columns that hold a number; those behind the free ones tell where a row ends. */
  readonly numberColumns: ReadonlySet<string>;
  readRow(cells: BillCells): Row;
  readSummary(cells: BillCells): Summary;
  /** Totals that the rows must add up to; the count of rows is checked by itself. */
  readonly totals: readonly BillTotal<Row, Summary>[];
}

/** One figure of the summary. */
export interface BillTotal<Row, Summary> {
  readonly column: string;
  of(row: Row): number;
  /** Undefined when this bill has no such figure. */
  stated(summary: Summary): number | undefined;
}
