/**
 * Makes every byte of a text visible: `↵` for LF, `␍` for CR, `␉` for tab, `·` for a space at a line's end,
 * `\xNN` for what is not UTF-8; `▲` under the marked byte. Long lines are cut around the mark.
 */
export function showText(text: Buffer, markAt?: number): string[] {
  const shown: string[] = [];
  let start = 0;
  while (start < text.length || (start === 0 && text.length === 0)) {
    const found = text.indexOf(lineFeed, start);
    const end = found < 0 ? text.length : found + 1;
    const line = text.subarray(start, end);
    const isLast = end === text.length;
    const marked =
      markAt !== undefined && markAt >= start && (markAt < end || (isLast && markAt === end));
    shown.push(...showLine(line, marked ? markAt - start : undefined));
    start = end;
    if (text.length === 0) break;
  }
  return shown;
}

const lineFeed = 0x0a;
const widthBefore = 60;
const widthAfter = 60;

function showLine(line: Buffer, mark: number | undefined): string[] {
  const border = mark ?? 0;
  const before = visible(line.subarray(0, border));
  const after = visible(line.subarray(border));
  const head = before.length > widthBefore ? `…${before.slice(-widthBefore)}` : before;
  const tail =
    after.length > widthBefore + widthAfter
      ? `${after.slice(0, widthBefore + widthAfter)}…${endMark(line)}`
      : after;
  if (mark === undefined) return [`  ${tail}`];
  return [`  ${head}${tail}`, `  ${' '.repeat(columns(head))}▲`];
}

function endMark(line: Buffer): string {
  return line.at(-1) === lineFeed ? '↵' : '';
}

function visible(bytes: Buffer): string {
  return decode(bytes)
    .replaceAll('\ufeff', '<BOM>')
    .replaceAll('\t', '␉')
    .replaceAll('\r', '␍')
    .replaceAll(/ +(?=␍?\n?$)/g, (spaces) => '·'.repeat(spaces.length))
    .replaceAll('\n', '↵')
    .replaceAll(/\p{Cc}/gu, (unit) => `\\x${unit.charCodeAt(0).toString(16).padStart(2, '0')}`);
}

function decode(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return bytes
      .toString('latin1')
      .replaceAll(/[\x80-\xff]/g, (unit) => `\\x${unit.charCodeAt(0).toString(16)}`);
  }
}

// Chinese characters take two columns on a terminal.
function columns(text: string): number {
  return [...text].reduce(
    (sum, each) =>
      sum +
      (/[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6]/.test(
        each,
      )
        ? 2
        : 1),
    0,
  );
}
