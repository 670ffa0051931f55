/** What is kept of one payment or refund of a day. */
export interface BookEntry {
  readonly amountFen: number;
  /** A second reference that must agree. */
  readonly check: string;
  /** A small number of the caller's, 0 to 255. */
  readonly tag: number;
}

/** An entry that was looked up. */
export interface TakenEntry {
  readonly amountFen: number;
  readonly checks: boolean;
  readonly tag: number;
  /** How often it was taken before. */
  readonly takenBefore: number;
}

/**
 * A day's payments, or refunds, by key: about 50 bytes each instead of the some hundred of a `Map`, so that a million
 * fit beside everything else.
 */
export interface DayBook {
  /** How many entries were never taken. */
  untaken(): number;
  put(key: string, entry: BookEntry): void;
  /** Takes the entry of a key, and counts it; null when there is none. */
  take(key: string, check: string): TakenEntry | null;
  wasTaken(key: string): boolean;
}

const FIRST_SIZE = 1_024;
const WORDS = 5;

/**
 * Creates an empty book. Keys are kept as 128 bits of a hash: two of a million keys of a day meet with a chance
 * of less than one in 10^26, and then agree in the check as well with one in four thousand million.
 */
export function createDayBook(): DayBook {
  let size = FIRST_SIZE;
  let words = new Uint32Array(size * WORDS);
  let amounts = new Float64Array(size);
  let tags = new Uint8Array(size);
  /** 0: free; else one more than the number of times it was taken. */
  let counts = new Uint8Array(size);
  let used = 0;
  let taken = 0;
  const hash = new Uint32Array(4);

  function slotOf(first: number, isSame: (slot: number) => boolean): number {
    let slot = first & (size - 1);
    while (counts[slot] !== 0 && !isSame(slot)) slot = (slot + 1) & (size - 1);
    return slot;
  }

  const isHash = (slot: number): boolean =>
    words[slot * WORDS] === hash[0] &&
    words[slot * WORDS + 1] === hash[1] &&
    words[slot * WORDS + 2] === hash[2] &&
    words[slot * WORDS + 3] === hash[3];

  function find(key: string): number {
    hashInto(hash, key);
    return slotOf(hash[0] ?? 0, isHash);
  }

  function grow(): void {
    const old = { size, words, amounts, tags, counts };
    size *= 2;
    words = new Uint32Array(size * WORDS);
    amounts = new Float64Array(size);
    tags = new Uint8Array(size);
    counts = new Uint8Array(size);
    for (let from = 0; from < old.size; from += 1) {
      const count = old.counts[from] ?? 0;
      if (count === 0) continue;
      const slot = slotOf(old.words[from * WORDS] ?? 0, () => false);
      words.set(old.words.subarray(from * WORDS, (from + 1) * WORDS), slot * WORDS);
      amounts[slot] = old.amounts[from] ?? 0;
      tags[slot] = old.tags[from] ?? 0;
      counts[slot] = count;
    }
  }

  return Object.freeze({
    untaken: () => used - taken,
    put(key: string, { amountFen, check, tag }: BookEntry) {
      if (used * 4 >= size * 3) grow();
      const slot = find(key);
      if (counts[slot] !== 0) return;
      words.set(hash, slot * WORDS);
      words[slot * WORDS + 4] = checkOf(check);
      amounts[slot] = amountFen;
      tags[slot] = tag;
      counts[slot] = 1;
      used += 1;
    },
    take(key: string, check: string) {
      const slot = find(key);
      const count = counts[slot] ?? 0;
      if (count === 0) return null;
      if (count === 1) taken += 1;
      if (count < 255) counts[slot] = count + 1;
      return {
        amountFen: amounts[slot] ?? 0,
        checks: words[slot * WORDS + 4] === checkOf(check),
        tag: tags[slot] ?? 0,
        takenBefore: count - 1,
      };
    },
    wasTaken(key: string) {
      return (counts[find(key)] ?? 0) > 1;
    },
  });
}

/** Four mixed 32-bit words of a text (cyrb128, public domain). */
function hashInto(hash: Uint32Array, text: string): void {
  let [a, b, c, d] = [1779033703, 3144134277, 1013904242, 2773480762];
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    a = b ^ Math.imul(a ^ code, 597399067);
    b = c ^ Math.imul(b ^ code, 2869860233);
    c = d ^ Math.imul(c ^ code, 951274213);
    d = a ^ Math.imul(d ^ code, 2716044179);
  }
  a = Math.imul(c ^ (a >>> 18), 597399067);
  b = Math.imul(d ^ (b >>> 22), 2869860233);
  c = Math.imul(a ^ (c >>> 17), 951274213);
  d = Math.imul(b ^ (d >>> 19), 2716044179);
  hash[0] = a ^ b ^ c ^ d;
  hash[1] = b ^ a;
  hash[2] = c ^ a;
  hash[3] = d ^ a;
}

function checkOf(text: string): number {
  let value = 2_166_136_261;
  for (let at = 0; at < text.length; at += 1) {
    value = Math.imul(value ^ text.charCodeAt(at), 16_777_619);
  }
  return value >>> 0;
}
