import type { Deviation, Deviations } from './deviation.ts';
import type { Cause } from './diagnosis.ts';
import { type Draft, renderDraft } from './draft.ts';
import { type Attempt, type Attempts, type Family, spread } from './text-family.ts';

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
 * Looks for the signed text among the expected one and its deviations: alone, in pairs, the usual ones in threes.
 * Fewest first, and in the order given among equals; only the pairs of which there are thousands come last.
 *
 * It gives up after so many texts, or 192 MiB of them, in a fraction of a second; counts, not a clock, so that the
 * same question always has the same answer.
 */
export function searchDrafts(input: {
  readonly expected: Draft;
  readonly deviations: Deviations;
  readonly matches: (text: string | Buffer) => boolean;
  /** Default 45,000. */
  readonly budgetTexts?: number;
}): SearchResult {
  const { expected, deviations, matches, budgetTexts = 45_000 } = input;
  let tried = 0;
  let bytes = 0;
  const fits = (text: string | Buffer) => {
    tried += 1;
    bytes += text.length;
    return matches(text);
  };
  for (const attempt of attempts(expected, deviations)) {
    const found = 'values' in attempt ? fitOfMany(attempt, fits) : fitOfOne(attempt, fits);
    if (found !== undefined) return { found, tried };
    if (tried >= budgetTexts || bytes > budgetBytes) break;
  }
  return { found: undefined, tried };
}

const budgetBytes = 192 * 1024 * 1024;

type Fits = (text: string | Buffer) => boolean;

function fitOfOne({ draft, deviations }: Attempt, fits: Fits): FoundText | undefined {
  const text = renderDraft(draft);
  return fits(text) ? foundText(text, deviations) : undefined;
}

function fitOfMany({ before, values, after, made }: Attempts, fits: Fits): FoundText | undefined {
  for (const [index, value] of values.entries()) {
    const text = before + value + after;
    if (fits(text)) return foundText(text, made(index));
  }
  return undefined;
}

function foundText(text: string | Buffer, deviations: readonly Deviation[]): FoundText {
  return {
    text: Buffer.from(text),
    causes: deviations.flatMap((deviation) => deviation.causes),
  };
}

function* attempts(expected: Draft, { common, rare }: Deviations): Generator<Attempt | Attempts> {
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
  const oneOdd = [...extend([root], rare())];
  yield* oneOdd;
  yield* combine(oneUsual, usual, oneSeldom, seldom);
  yield* extend(oneSeldom, seldom);
  yield* combineOdd(oneUsual, usual, keep(oneOdd, ['usual', 'seldom']), expected);
  yield* extend(twoUsual, usual);
  yield* combineOdd(oneSeldom, seldom, keep(oneOdd, ['usual']), expected);
}

function keep(
  attempts: readonly Attempt[],
  frequencies: readonly Deviation['frequency'][],
): readonly Attempt[] {
  return attempts.filter(({ deviations }) =>
    deviations.every(({ frequency }) => frequencies.includes(frequency)),
  );
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

/** The same with thousands on one side: those that write one line anew go together. */
function* combineOdd(
  one: readonly Attempt[],
  ones: readonly Deviation[],
  odd: readonly Attempt[],
  expected: Draft,
): Generator<Attempt | Attempts> {
  const families = Map.groupBy(odd, ({ deviations }) => familyOf(deviations[0]));
  for (const members of families.values()) {
    const deviations = members.flatMap((member) => member.deviations);
    const line = deviations[0]?.line;
    if (line === undefined) yield* combine(one, ones, members, deviations);
    else yield* combineFamily(one, ones, { line, members, expected });
  }
}

/** Values of one kind: all in milliseconds, all some seconds off. */
function familyOf(deviation: Deviation | undefined): string {
  return `${deviation?.line} ${deviation?.causes[0]?.code}`;
}

function* combineFamily(
  one: readonly Attempt[],
  ones: readonly Deviation[],
  family: Family,
): Generator<Attempt | Attempts> {
  const { line, members, expected } = family;
  const first = members[0];
  const own = first?.deviations[0];
  if (first === undefined || own === undefined) return;
  for (const base of one) {
    const last = base.deviations[0];
    if (last === undefined || !follows(own, last)) continue;
    // Of a line that has been changed already, the members would make something else than what they made of it.
    const isUntouched = base.draft.lines[line] === expected.lines[line];
    const sample = isUntouched ? own.apply(base.draft) : undefined;
    const together = sample && spread(sample, family, (member) => [last, ...member.deviations]);
    if (together !== undefined) yield together;
    else
      yield* extend(
        [base],
        members.flatMap((member) => member.deviations),
      );
  }
  for (const next of ones) {
    if (!follows(next, own)) continue;
    const sample = next.apply(first.draft);
    const together = sample && spread(sample, family, (member) => [...member.deviations, next]);
    if (together !== undefined) yield together;
    else yield* extend(members, [next]);
  }
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
