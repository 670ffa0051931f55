import { encodeGbk } from './encode-gbk.ts';

/** A text to sign, still in parts, so that one part at a time can be done wrongly. */
export interface Draft {
  /** Without line ends. Bytes that are not UTF-8 are held one character each; `encoding` is then `latin1`. */
  readonly lines: readonly string[];
  readonly opening: string;
  /** Between the lines, one per gap. */
  readonly joiners: readonly string[];
  readonly ending: string;
  readonly encoding: 'utf8' | 'utf16le' | 'latin1' | 'gbk';
  /** What was done to the whole text before it was signed; absent for nothing. */
  readonly finish?: ((text: Buffer) => Buffer) | undefined;
}

/** Makes the draft of a correct text: every line ends in one LF. */
export function draftLines(lines: readonly string[], encoding: Draft['encoding'] = 'utf8'): Draft {
  return { lines, opening: '', joiners: lines.slice(1).map(() => '\n'), ending: '\n', encoding };
}

/** Puts the parts together: as text where that says it all, for it is quicker to hash, else as bytes. */
export function renderDraft(draft: Draft): string | Buffer {
  let text = draft.opening;
  for (const [index, line] of draft.lines.entries()) {
    if (index > 0) text += draft.joiners[index - 1] ?? '';
    text += line;
  }
  text += draft.ending;
  const { encoding, finish } = draft;
  if (encoding === 'utf8' && finish === undefined) return text;
  const bytes = encoding === 'gbk' ? encodeGbk(text) : Buffer.from(text, encoding);
  return finish === undefined ? bytes : finish(bytes);
}

/** Replaces one line; undefined when that changes nothing, or the line is not there. */
export function withLine(
  draft: Draft,
  index: number,
  change: (line: string) => string | undefined,
): Draft | undefined {
  const line = draft.lines[index];
  if (line === undefined) return undefined;
  const changed = change(line);
  if (changed === undefined || changed === line) return undefined;
  return { ...draft, lines: draft.lines.with(index, changed) };
}

/** Reads a body as text, whatever its bytes are, so that rendering gives the same bytes back. */
export function readBody(body: string | Uint8Array): { text: string; encoding: 'utf8' | 'latin1' } {
  if (typeof body === 'string') return { text: body, encoding: 'utf8' };
  try {
    const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
    return { text: decoder.decode(body), encoding: 'utf8' };
  } catch {
    return { text: Buffer.from(body).toString('latin1'), encoding: 'latin1' };
  }
}
