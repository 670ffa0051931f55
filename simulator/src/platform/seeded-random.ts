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
  /** Where the sequence is. */
  state(): readonly number[];
  /** Goes on from where `state` was; without one, from the beginning. */
  resume(state: readonly number[] | undefined): void;
}

const LETTERS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** Creates a generator (sfc32) whose whole sequence follows from `seed`. */
export function createSeededRandom(seed: number): SeededRandom {
  const { nextWord, state, resume } = sfc32(seed);
  const next = () => nextWord() / 0x1_0000_0000;
  const pick = (alphabet: string, length: number) => {
    let picked = '';
    while (picked.length < length) picked += alphabet.charAt(Math.floor(next() * alphabet.length));
    return picked;
  };
  const hex = (length: number) => pick('0123456789abcdef', length);
  return Object.freeze({
    next,
    chance: (share: number) => next() < share,
    bytes: (count: number) => Buffer.from(Array.from({ length: count }, () => nextWord() & 0xff)),
    hex,
    digits: (length: number) => pick('0123456789', length),
    letters: (length: number) => pick(LETTERS, length),
    state,
    resume,
    uuid: () => `${hex(8)}-${hex(4)}-5${hex(3)}-9${hex(3)}-${hex(12)}`,
  });
}

function sfc32(seed: number) {
  let [a, b, c, counter] = [0, 0, 0, 0];
  const nextWord = () => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return sum >>> 0;
  };
  function begin(): void {
    a = 0x9e3779b9;
    b = 0x243f6a88;
    c = seed >>> 0;
    counter = Math.floor(seed / 0x1_0000_0000) >>> 0 || 1;
    for (let round = 0; round < 15; round += 1) nextWord();
  }
  begin();
  return {
    nextWord,
    state: (): readonly number[] => [a, b, c, counter],
    resume(state: readonly number[] | undefined) {
      if (state === undefined) begin();
      else [a = 0, b = 0, c = 0, counter = 0] = state;
    },
  };
}
