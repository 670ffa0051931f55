import type { KeyedRandom } from './keyed-random.ts';

/** A copy of the bytes with one bit flipped; nothing flips in an empty text. */
export function flipBit(random: KeyedRandom, place: string, bytes: Uint8Array): Uint8Array {
  const copy = Uint8Array.from(bytes);
  if (copy.length === 0) return copy;
  const at = random.between(`flipped byte ${place}`, 0, copy.length - 1);
  copy[at] = (copy[at] ?? 0) ^ (1 << random.between(`flipped bit ${place}`, 0, 6));
  return copy;
}

/**
 * A header's value with one bit flipped. A certificate's serial is the same in capitals and in small letters, so there a flip
 * of case alone flips the digit too.
 */
export function flipHeader(random: KeyedRandom, place: string, value: string): string {
  const flipped = flipBit(random, place, Buffer.from(value, 'latin1'));
  const text = Buffer.from(flipped).toString('latin1');
  const isSerial = /^[0-9a-f]+$/i.test(value);
  if (!isSerial || text.toLowerCase() !== value.toLowerCase()) return text;
  return Array.from(text, (digit, at) => (digit === value[at] ? digit : '0')).join('');
}
