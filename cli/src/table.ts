/** Lines of two columns that stand straight, Chinese or not. */

/** Lays rows out; the first column is as wide as its widest cell. */
export function layOut(rows: readonly (readonly [string, string])[], indent = '  '): string[] {
  const width = Math.max(0, ...rows.map(([name]) => displayWidth(name)));
  return rows.map(([name, value]) =>
    `${indent}${name}${' '.repeat(width - displayWidth(name) + 2)}${value}`.trimEnd(),
  );
}

/** Columns on a terminal: Chinese characters and full-width marks take two. */
function displayWidth(text: string): number {
  return [...text].reduce((sum, each) => sum + (wide.test(each) ? 2 : 1), 0);
}

const wide =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6]/;
