import type { Facts } from './facts.ts';

/** One promise of `docs/reference/proof.md` and who judges it. */
export interface Judge {
  /** `I01` to `I20`. */
  readonly id: string;
  /** The promise in one sentence. */
  readonly promise: string;
  /** Finds what breaks the promise; pure. What only holds in the end is judged when `facts.settled`. */
  judge(facts: Facts): readonly Violation[];
}

/** A broken promise. */
export interface Violation {
  readonly id: string;
  /** What is wrong, in one sentence with its numbers. */
  readonly what: string;
  /** The order that it is about, when it is about one. */
  readonly orderId: string | null;
}

/** What a judge finds: a sentence, and the order that it is about. */
export type Finding = readonly [what: string, orderId?: string | null | undefined];

/** Makes a judge of a function that yields what it finds. */
export function defineJudge(
  id: string,
  promise: string,
  find: (facts: Facts) => Iterable<Finding>,
): Judge {
  return Object.freeze<Judge>({
    id,
    promise,
    judge: (facts) =>
      Array.from(find(facts), ([what, orderId]) => ({ id, what, orderId: orderId ?? null })),
  });
}
