/** Counts the rows of a CSV as its text comes, in whatever pieces; a line end within quotes ends no row. */
export function createRowCounter(): { push(text: string): void; rows(): number } {
  let quoted = false;
  let ends = 0;
  return {
    push(text) {
      for (const sign of text) {
        if (sign === '"') quoted = !quoted;
        else if (sign === '\n' && !quoted) ends += 1;
      }
    },
    // The first row names the columns.
    rows: () => Math.max(0, ends - 1),
  };
}
