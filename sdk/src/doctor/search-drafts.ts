import type { Deviation, Deviations } from './deviation.ts';
import type { Cause } from './diagnosis.ts';
import { type Draft, renderDraft } from './draft.ts';

/** A text that was found to be the signed one. */
export interface FoundText {
  readonly text: Buffer;
  /** Empty when it is the expected text. */
  readonly causes: readonly Cause[];
}

/** What a search found and how far it went. */
export interface SearchResult {
  readonly found: FoundText | undefined;
  readonly tried: number;
}

/**
 * Looks for the signed text among the expected one and its deviations: alone, in pairs, the usual ones in
 * threes; fewest first, and in the order given among equals.
 *
 * It gives up after so many texts, or 192 MiB of them, in about a second; counts, not a clock, so that the
 * same question always has the same answer.
 */
export function searchDrafts(input: {
  readonly expected: Draft;
  readonly deviations: Deviations;
  readonly matches: (text: string | Buffer) => boolean;
  /** Default 200,000. */
  readonly budgetTexts?: number;
}): SearchResult {
  const { expected, deviations, matches, budgetTexts = 200_000 } = input;
  let tried = 0;
  let bytes = 0;
  for (const attempt of attempts(expected, deviations)) {
    const text = renderDraft(attempt.draft);
    tried += 1;
    bytes += text.length;
    if (matches(text)) {
      const causes = attempt.deviations.flatMap((deviation) => deviation.causes);
      return { found: { text: Buffer.from(text), causes }, tried };
    }
    if (tried >= budgetTexts || bytes > budgetBytes) break;
  }
  return { found: undefined, tried };
}

const budgetBytes = 192 * 1024 * 1024;

/** A draft and what was done to it, in order of application. */
interface Attempt {
  readonly draft: Draft;
  readonly deviations: readonly Deviation[];
}

function* attempts(expected: Draft, { common, rare }: Deviations): Generator<Attempt> {
  const root: Attempt = { draft: expected, deviations: [] };
  const usual = common.filter(({ frequency }) => frequency === 'usual');
  const seldom = common.filter(({ frequency }) => frequency === 'seldom');
  const oneUsual = [...extend([root], usual)];
  const oneSeldom = [...extend([root], seldom)];
  yield root;
  yield* oneUsual;
  yield* oneSeldom;
  const twoUsual = [...extend(oneUsual, usual)];
  yield* twoUsual;
  const odd = rare();
  const oneOdd = [...extend([root], odd)];
  yield* oneOdd;
  yield* combine(oneUsual, usual, oneSeldom, seldom);
  yield* extend(oneSeldom, seldom);
  yield* combine(oneUsual, usual, ...keep(odd, oneOdd, ['usual', 'seldom']));
  yield* combine(oneSeldom, seldom, ...keep(odd, oneOdd, ['usual']));
  yield* extend(twoUsual, usual);
}

function keep(
  deviations: readonly Deviation[],
  attempts: readonly Attempt[],
  frequencies: readonly Deviation['frequency'][],
): [readonly Attempt[], readonly Deviation[]] {
  const wanted = ({ frequency }: Deviation) => frequencies.includes(frequency);
  return [
    attempts.filter((attempt) => attempt.deviations.every(wanted)),
    deviations.filter(wanted),
  ];
}

/** Pairs of one from each of two groups, whichever is applied first. */
function* combine(
  one: readonly Attempt[],
  ones: readonly Deviation[],
  other: readonly Attempt[],
  others: readonly Deviation[],
): Generator<Attempt> {
  yield* extend(one, others);
  yield* extend(other, ones);
}

/**
 * Adds one more deviation to each attempt. Two parts are combined in one order only: that of the stages, and
 * within a stage that of their names, so that no pair is tried twice.
 */
function* extend(bases: readonly Attempt[], deviations: readonly Deviation[]): Generator<Attempt> {
  for (const base of bases) {
    const last = base.deviations.at(-1);
    for (const deviation of deviations) {
      if (last !== undefined && !follows(deviation, last)) continue;
      const draft = deviation.apply(base.draft);
      if (draft !== undefined) yield { draft, deviations: [...base.deviations, deviation] };
    }
  }
}

function follows(next: Deviation, last: Deviation): boolean {
  if (next.stage !== last.stage) return next.stage > last.stage;
  return next.part > last.part;
}
