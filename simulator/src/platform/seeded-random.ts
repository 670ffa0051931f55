/** Randomness that repeats with its seed; never used for keys. */
export interface SeededRandom {
  /** A float in [0, 1). */
  next(): number;
  /** True with probability `share` (0…1). */
  chance(share: number): boolean;
  bytes(count: number): Buffer;
  hex(length: number): string;
  digits(length: number): string;
  /** Letters and digits, as WeChat's nonces and codes are made of. */
  letters(length: number): string;
  uuid(): string;
}

const LETTERS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** Creates a generator (sfc32) whose whole sequence follows from `seed`. */
export function createSeededRandom(seed: number): SeededRandom {
  const nextWord = sfc32(seed);
  const next = () => nextWord() / 0x1_0000_0000;
  const pick = (alphabet: string, length: number) =>
    Array.from({ length }, () => alphabet.charAt(Math.floor(next() * alphabet.length))).join('');
  const hex = (length: number) => pick('0123456789abcdef', length);
  return Object.freeze({
    next,
    chance: (share: number) => next() < share,
    bytes: (count: number) => Buffer.from(Array.from({ length: count }, () => nextWord() & 0xff)),
    hex,
    digits: (length: number) => pick('0123456789', length),
    letters: (length: number) => pick(LETTERS, length),
    uuid: () => `${hex(8)}-${hex(4)}-5${hex(3)}-9${hex(3)}-${hex(12)}`,
  });
}

function sfc32(seed: number): () => number {
  let a = 0x9e3779b9;
  let b = 0x243f6a88;
  let c = seed >>> 0;
  let counter = Math.floor(seed / 0x1_0000_0000) >>> 0 || 1;
  const nextWord = () => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return sum >>> 0;
  };
  for (let round = 0; round < 15; round += 1) nextWord();
  return nextWord;
}
