import type { Deviation } from './deviation.ts';
import { type Draft, renderDraft } from './draft.ts';

/** A draft and what was done to it, in order of application. */
export interface Attempt {
  readonly draft: Draft;
  readonly deviations: readonly Deviation[];
}

/** Many texts that differ in one value only. */
export interface Attempts {
  readonly before: string;
  readonly values: readonly string[];
  readonly after: string;
  /** What was done to the text with the value at this index. */
  readonly made: (index: number) => readonly Deviation[];
}

/** Attempts of one deviation each, all of which write the same line of the expected text anew. */
export interface Family {
  readonly line: number;
  readonly members: readonly Attempt[];
  readonly expected: Draft;
}

/**
 * Writes the text of every member from that of the first, by putting each value in the place of the first one's.
 *
 * Thousands of times this is all that differs, and making each text from its draft takes longer than hashing it.
 * Undefined when the value cannot be seen in the text, or is there twice. What a member would really have become may
 * differ, if the second deviation depends on the value: then a cause is missed, never a wrong one named, for a text
 * counts only when the signature covers it.
 */
export function spread(
  sample: Draft,
  { line, members }: Family,
  made: (member: Attempt) => readonly Deviation[],
): Attempts | undefined {
  const text = renderDraft(sample);
  const value = members[0]?.draft.lines[line];
  if (typeof text !== 'string' || !value) return undefined;
  const at = text.indexOf(value);
  if (at < 0 || text.indexOf(value, at + 1) >= 0) return undefined;
  return {
    before: text.slice(0, at),
    values: members.map(({ draft }) => draft.lines[line] ?? ''),
    after: text.slice(at + value.length),
    made: (index) => members.slice(index, index + 1).flatMap(made),
  };
}
