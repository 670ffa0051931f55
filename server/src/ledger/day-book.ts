/** What is kept of one payment or refund of a day. */
export interface BookEntry {
  readonly amountFen: number;
  /** A second reference that must agree. */
  readonly check: string;
  /** A small number of the caller's, 0 to 7. */
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
 * A day's payments, or refunds, by key: some 50 bytes each at most instead of the hundreds of a `Map`, so that a million
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
/** Three of the key's hash, one of the check's. */
const WORDS = 4;
const TAG_BITS = 3;
const MOST_COUNTED = 31;

/**
 * Creates an empty book. Keys are kept as 96 bits of a hash: that any two of a day's million keys meet has a chance
 * of one in 10^17.
 */
export function createDayBook(): DayBook {
  let size = FIRST_SIZE;
  let words = new Uint32Array(size * WORDS);
  let amounts = new Float64Array(size);
  /** 0: free; else the tag, and above it one more than the number of times it was taken. */
  let marks = new Uint8Array(size);
  let used = 0;
  let taken = 0;
  const hash = new Uint32Array(4);

  function slotOf(first: number, isSame: (slot: number) => boolean): number {
    let slot = first & (size - 1);
    while (marks[slot] !== 0 && !isSame(slot)) slot = (slot + 1) & (size - 1);
    return slot;
  }

  const isHash = (slot: number): boolean =>
    words[slot * WORDS] === hash[0] &&
    words[slot * WORDS + 1] === hash[1] &&
    words[slot * WORDS + 2] === hash[2];

  function find(key: string): number {
    hashInto(hash, key);
    return slotOf(hash[0] ?? 0, isHash);
  }

  const countOf = (slot: number): number => (marks[slot] ?? 0) >> TAG_BITS;

  function grow(): void {
    const old = { size, words, amounts, marks };
    size *= 2;
    words = new Uint32Array(size * WORDS);
    amounts = new Float64Array(size);
    marks = new Uint8Array(size);
    for (let from = 0; from < old.size; from += 1) {
      const mark = old.marks[from] ?? 0;
      if (mark === 0) continue;
      const slot = slotOf(old.words[from * WORDS] ?? 0, () => false);
      for (let word = 0; word < WORDS; word += 1) {
        words[slot * WORDS + word] = old.words[from * WORDS + word] ?? 0;
      }
      amounts[slot] = old.amounts[from] ?? 0;
      marks[slot] = mark;
    }
  }

  return Object.freeze({
    untaken: () => used - taken,
    put(key: string, { amountFen, check, tag }: BookEntry) {
      if (used * 4 >= size * 3) grow();
      const slot = find(key);
      if (marks[slot] !== 0) return;
      for (let word = 0; word < WORDS - 1; word += 1) {
        words[slot * WORDS + word] = hash[word] ?? 0;
      }
      words[slot * WORDS + WORDS - 1] = checkOf(check);
      amounts[slot] = amountFen;
      marks[slot] = tag | (1 << TAG_BITS);
      used += 1;
    },
    take(key: string, check: string) {
      const slot = find(key);
      const count = countOf(slot);
      if (count === 0) return null;
      if (count === 1) taken += 1;
      const tag = (marks[slot] ?? 0) & ((1 << TAG_BITS) - 1);
      if (count < MOST_COUNTED) marks[slot] = tag | ((count + 1) << TAG_BITS);
      return {
        amountFen: amounts[slot] ?? 0,
        checks: words[slot * WORDS + WORDS - 1] === checkOf(check),
        tag,
        takenBefore: count - 1,
      };
    },
    wasTaken: (key: string) => countOf(find(key)) > 1,
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
