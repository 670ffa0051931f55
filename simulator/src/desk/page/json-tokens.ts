/**
 * JSON laid out for reading, token by token.
 *
 * The text is re-indented without being parsed into values, so that every number and escape stays
 * exactly as it stood on the wire.
 */

/** A piece of text and what it is. */
export interface Token {
  readonly kind: 'key' | 'string' | 'number' | 'literal' | 'mark';
  readonly text: string;
}

const pattern = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null|[{}[\],:]/g;

/** The tokens with line breaks and two-space indents; null when the text is not JSON. */
export function jsonTokens(text: string): readonly Token[] | null {
  if (!isJson(text)) return null;
  const pieces = text.match(pattern) ?? [];
  const tokens: Token[] = [];
  let depth = 0;
  const mark = (value: string): number => tokens.push({ kind: 'mark', text: value });
  const line = (): number => mark(`\n${'  '.repeat(depth)}`);
  pieces.forEach((piece, index) => {
    const next = pieces[index + 1] ?? '';
    const opens = piece === '{' || piece === '[';
    const closes = piece === '}' || piece === ']';
    if (closes) {
      depth -= 1;
      const before = pieces[index - 1];
      if (before !== '{' && before !== '[') line();
    }
    if (piece === ':') mark(': ');
    else tokens.push({ kind: kindOf(piece, next), text: piece });
    if (opens) {
      depth += 1;
      if (next !== '}' && next !== ']') line();
    }
    if (piece === ',') line();
  });
  return tokens;
}

function isJson(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null;
  } catch {
    return false;
  }
}

function kindOf(piece: string, next: string): Token['kind'] {
  if (piece.startsWith('"')) return next === ':' ? 'key' : 'string';
  if (/^[-\d]/.test(piece)) return 'number';
  return /^[tfn]/.test(piece) ? 'literal' : 'mark';
}
