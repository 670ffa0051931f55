import type { KeyedRandom } from './keyed-random.ts';

/** A copy of the bytes with one bit flipped; nothing flips in an empty text. */
export function flipBit(random: KeyedRandom, place: string, bytes: Uint8Array): Uint8Array {
  const copy = Uint8Array.from(bytes);
  if (copy.length === 0) return copy;
  const at = random.between(`flipped byte ${place}`, 0, copy.length - 1);
  copy[at] = (copy[at] ?? 0) ^ (1 << random.between(`flipped bit ${place}`, 0, 6));
  return copy;
}
