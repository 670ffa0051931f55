/** Pieces laid end to end, and where each begins; a missing piece has neither place nor length. */
export interface JoinedBytes {
  readonly bytes: Buffer;
  /** Counted from 1, as SQL counts. */
  readonly starts: readonly (number | null)[];
  readonly lengths: readonly (number | null)[];
}

/**
 * Lays pieces of bytes end to end, so that they travel as one value: an array of `bytea` is sent in
 * hexadecimal, twice as long, and escaped on top of that.
 */
export function joinBytes(pieces: readonly (Uint8Array | null)[]): JoinedBytes {
  let next = 1;
  const starts = pieces.map((piece) => {
    const start = piece && next;
    next += piece?.length ?? 0;
    return start;
  });
  const bytes = Buffer.concat(pieces.filter((piece) => piece !== null));
  return { bytes, starts, lengths: pieces.map((piece) => piece?.length ?? null) };
}
