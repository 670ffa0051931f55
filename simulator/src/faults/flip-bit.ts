import type { SeededRandom } from '../platform/seeded-random.ts';

/** Flips one bit of a body, never the topmost of a byte: what was ASCII stays readable text. */
export function flipBit(bytes: Buffer, random: SeededRandom): Buffer {
  if (bytes.length === 0) return bytes;
  const at = Math.floor(random.next() * bytes.length);
  const flipped = Buffer.from(bytes);
  flipped[at] = (flipped[at] ?? 0) ^ (1 << Math.floor(random.next() * 7));
  return flipped;
}
