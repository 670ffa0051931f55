/** The first place where two texts differ. */
export interface TextDifference {
  /** From 0, in bytes; equal in both texts. */
  readonly offset: number;
  /** From 1; lines end in LF. */
  readonly line: number;
  /** From 1, in bytes of that line. */
  readonly column: number;
  /** The byte of the signed text; undefined at its end. */
  readonly signed: number | undefined;
  /** The byte of the expected text; undefined at its end. */
  readonly expected: number | undefined;
}

/** Finds the first differing byte; undefined when the texts are equal. */
export function compareTexts(signed: Buffer, expected: Buffer): TextDifference | undefined {
  if (signed.equals(expected)) return undefined;
  let offset = 0;
  while (signed[offset] === expected[offset]) offset += 1;
  const before = expected.subarray(0, offset);
  return Object.freeze({
    offset,
    line: before.filter((byte) => byte === lineFeed).length + 1,
    column: offset - before.lastIndexOf(lineFeed),
    signed: signed[offset],
    expected: expected[offset],
  });
}

const lineFeed = 0x0a;
