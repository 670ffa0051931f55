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
 * A day's payments, or refunds, by key: some 35 bytes each instead of the hundreds of a `Map`, so that a million
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

/** Small parts grow one after the other: what they leave behind is soon gone. */
const PARTS = 64;
const FIRST_SIZE = 16;
const GROWTH = 1.3;
const MOST_FULL = 0.75;
/** Three of the key's hash, one of the check's, one of the amount. */
const WORDS = 5;
const [CHECK, AMOUNT] = [3, 4];
/** An amount that does not fit into 32 bits, more than 42 million yuan, is kept beside. */
const LARGE = 2 ** 32 - 1;
const TAG_BITS = 3;
const MOST_COUNTED = 31;

/** A part of the book: an open table without removal. */
interface Part {
  size: number;
  used: number;
  words: Uint32Array;
  /** 0: free; else the tag, and above it one more than the number of times it was taken. */
  marks: Uint8Array;
}

/**
 * Creates an empty book. Keys are kept as 96 bits of a hash: that any two of a day's million keys meet has a chance
 * of one in 10^17.
 */
export function createDayBook(): DayBook {
  const parts = Array.from({ length: PARTS }, () => emptyPart(FIRST_SIZE));
  const large = new Map<string, number>();
  const hash = new Uint32Array(4);
  let used = 0;
  let taken = 0;

  function partOf(key: string): Part {
    hashInto(hash, key);
    const part = parts[(hash[3] ?? 0) % PARTS];
    if (part === undefined) throw new RangeError('there is no such part');
    return part;
  }

  return Object.freeze({
    untaken: () => used - taken,
    put(key: string, { amountFen, check, tag }: BookEntry) {
      const part = partOf(key);
      if (part.used >= part.size * MOST_FULL) grow(part);
      const slot = slotOf(part, hash);
      if (part.marks[slot] !== 0) return;
      if (amountFen >= LARGE) large.set(key, amountFen);
      for (let word = 0; word < CHECK; word += 1) {
        part.words[slot * WORDS + word] = hash[word] ?? 0;
      }
      part.words[slot * WORDS + CHECK] = checkOf(check);
      part.words[slot * WORDS + AMOUNT] = Math.min(amountFen, LARGE);
      part.marks[slot] = tag | (1 << TAG_BITS);
      part.used += 1;
      used += 1;
    },
    take(key: string, check: string) {
      const part = partOf(key);
      const slot = slotOf(part, hash);
      const mark = part.marks[slot] ?? 0;
      if (mark === 0) return null;
      const count = mark >> TAG_BITS;
      if (count === 1) taken += 1;
      const tag = mark & ((1 << TAG_BITS) - 1);
      if (count < MOST_COUNTED) part.marks[slot] = tag | ((count + 1) << TAG_BITS);
      return {
        amountFen: large.get(key) ?? part.words[slot * WORDS + AMOUNT] ?? 0,
        checks: part.words[slot * WORDS + CHECK] === checkOf(check),
        tag,
        takenBefore: count - 1,
      };
    },
    wasTaken(key: string) {
      const part = partOf(key);
      return (part.marks[slotOf(part, hash)] ?? 0) >> TAG_BITS > 1;
    },
  });
}

function emptyPart(size: number): Part {
  return { size, used: 0, words: new Uint32Array(size * WORDS), marks: new Uint8Array(size) };
}

/** The slot of a hash, or the free one where it belongs. */
function slotOf({ size, words, marks }: Part, hash: Uint32Array): number {
  let slot = (hash[0] ?? 0) % size;
  while (marks[slot] !== 0) {
    const at = slot * WORDS;
    const isSame = words[at] === hash[0] && words[at + 1] === hash[1] && words[at + 2] === hash[2];
    if (isSame) return slot;
    slot = slot + 1 === size ? 0 : slot + 1;
  }
  return slot;
}

function grow(part: Part): void {
  const { size, used, words, marks } = part;
  const larger = emptyPart(Math.ceil(size * GROWTH));
  const hash = new Uint32Array(CHECK);
  for (let from = 0; from < size; from += 1) {
    if (marks[from] === 0) continue;
    for (let word = 0; word < CHECK; word += 1) hash[word] = words[from * WORDS + word] ?? 0;
    const slot = slotOf(larger, hash);
    for (let word = 0; word < WORDS; word += 1) {
      larger.words[slot * WORDS + word] = words[from * WORDS + word] ?? 0;
    }
    larger.marks[slot] = marks[from] ?? 0;
  }
  Object.assign(part, larger, { used });
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
