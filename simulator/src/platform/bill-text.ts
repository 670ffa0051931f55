/** Merchant text in a bill: as it was given, or with its commas and line ends made harmless. */
export type BillText = 'escaped' | 'verbatim';

/** The lines of one bill: names above, values below, then the same for the summary. */
export interface BillLines {
  readonly header: string;
  readonly rows: readonly (readonly string[])[];
  readonly summaryHeader: string;
  readonly summary: readonly string[];
}

/** Writes a bill as its file: UTF-8 with byte order mark, CRLF, one backtick before each value, no quoting. */
export function billFile({ header, rows, summaryHeader, summary }: BillLines): Buffer {
  const line = (values: readonly string[]) => values.map((value) => `\`${value}`).join(',');
  const lines = [header, ...rows.map(line), summaryHeader, line(summary)];
  return Buffer.from(`\uFEFF${lines.join('\r\n')}\r\n`);
}

/** Writes a merchant's text: a comma becomes `\ ` and a line end `\n`, unless it is left `verbatim`. */
export function merchantText(text: string, form: BillText): string {
  if (form === 'verbatim') return text;
  return text.replaceAll(',', String.raw`\ `).replaceAll(/\r\n|\r|\n/g, String.raw`\n`);
}
