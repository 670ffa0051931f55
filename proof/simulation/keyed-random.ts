/**
 * Randomness that is asked by name.
 *
 * A common generator hands out numbers in the order of asking, so that one question more or less changes every
 * answer after it. Here the answer depends on the seed, the name of the question and how often that name was asked:
 * a fault that the shrinker takes away leaves the others where they were.
 */
export interface KeyedRandom {
  /** In [0, 1). */
  next(name: string): number;
  /** True with probability `share` (0…1). */
  chance(name: string, share: number): boolean;
  /** A whole number from `least` to `most`, both included. */
  between(name: string, least: number, most: number): number;
  /** One of them; there must be one. */
  pick<T>(name: string, items: readonly T[]): T;
  /** `length` characters of `alphabet`. */
  text(name: string, length: number, alphabet: string): string;
}

/** Creates the randomness of a seed, a whole number below 2^53. */
export function createKeyedRandom(seed: number): KeyedRandom {
  const low = seed >>> 0;
  const high = Math.floor(seed / 0x1_0000_0000) >>> 0;
  const asked = new Map<string, number>();

  function next(name: string): number {
    const times = asked.get(name) ?? 0;
    asked.set(name, times + 1);
    return scramble(name, low ^ times, high + Math.imul(times, 0x9e3779b1)) / 0x1_0000_0000;
  }
  const between = (name: string, least: number, most: number) =>
    least + Math.floor(next(name) * (most - least + 1));
  function pick<T>(name: string, items: readonly T[]): T {
    const item = items[between(name, 0, items.length - 1)];
    if (item === undefined) throw new RangeError(`${name}: nothing to pick from`);
    return item;
  }
  return Object.freeze({
    next,
    chance: (name: string, share: number) => next(name) < share,
    between,
    pick,
    text(name: string, length: number, alphabet: string) {
      // One answer to the name, and the characters from a stream of its own: texts are long, and asked for often.
      let state = Math.floor(next(name) * 0x1_0000_0000);
      let text = '';
      for (let at = 0; at < length; at += 1) {
        state = (state + 0x9e3779b9) | 0;
        text += alphabet.charAt(finish(state) % alphabet.length);
      }
      return text;
    },
  });
}

/** Mixes a text and two words into one (the rounds and the finish of MurmurHash3). */
function scramble(text: string, first: number, second: number): number {
  let hash = first ^ 0x85ebca6b;
  hash = mix(hash, second);
  for (let at = 0; at < text.length; at += 1) hash = mix(hash, text.charCodeAt(at));
  return finish(hash ^ text.length);
}

function finish(word: number): number {
  let hash = Math.imul(word ^ (word >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

function mix(hash: number, word: number): number {
  let k = Math.imul(word, 0xcc9e2d51);
  k = Math.imul((k << 15) | (k >>> 17), 0x1b873593);
  const mixed = hash ^ k;
  return (Math.imul((mixed << 13) | (mixed >>> 19), 5) + 0xe6546b64) | 0;
}
