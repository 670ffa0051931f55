import type { KeyedRandom } from './keyed-random.ts';

/** The same randomness, but for some picks that are decided beforehand, by the names of the questions. */
export function fixPicks(
  random: KeyedRandom,
  fixed: Readonly<Record<string, unknown>>,
): KeyedRandom {
  return Object.freeze({
    ...random,
    pick<T>(name: string, items: readonly T[]): T {
      const item = items.find((each) => each === fixed[name]);
      return item === undefined ? random.pick(name, items) : item;
    },
  });
}
