/** Chance that a seed repeats: what it is asked for in the same order comes out the same. */
export interface SeededRandom {
  /** At least `from`, below `to`. */
  between(from: number, to: number): number;
  /** True in this share of cases. */
  chance(share: number): boolean;
  pick<T>(values: readonly T[]): T;
}

/** Creates it (mulberry32: small, and good enough to choose what to break). */
export function createSeededRandom(seed: number): SeededRandom {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const between = (from: number, to: number) => from + Math.floor(next() * (to - from));
  return Object.freeze<SeededRandom>({
    between,
    chance: (share) => next() < share,
    pick(values) {
      const value = values[between(0, values.length)];
      if (value === undefined) throw new RangeError('there is nothing to pick from');
      return value;
    },
  });
}
