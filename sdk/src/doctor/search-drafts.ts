import type { Deviation } from './deviation.ts';
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
 * @param input.budgetBytes how much text may be hashed before the search gives up; a count, not a clock, so
 *   that the same question always has the same answer
 */
export function searchDrafts(input: {
  readonly expected: Draft;
  readonly deviations: readonly Deviation[];
  readonly matches: (text: Buffer) => boolean;
  readonly budgetBytes?: number;
}): SearchResult {
  const { expected, deviations, matches, budgetBytes = 192 * 1024 * 1024 } = input;
  let tried = 0;
  let bytes = 0;
  for (const combination of combinations(deviations)) {
    const draft = applyAll(expected, combination);
    if (draft === undefined) continue;
    const text = renderDraft(draft);
    tried += 1;
    bytes += text.length;
    if (matches(text)) {
      const causes = combination.flatMap((deviation) => deviation.causes);
      return { found: { text, causes }, tried };
    }
    if (bytes > budgetBytes) break;
  }
  return { found: undefined, tried };
}

function applyAll(draft: Draft, deviations: readonly Deviation[]): Draft | undefined {
  let current: Draft | undefined = draft;
  for (const deviation of deviations) {
    if (current === undefined) return undefined;
    current = deviation.apply(current);
  }
  return current;
}

function* combinations(deviations: readonly Deviation[]): Generator<readonly Deviation[]> {
  const common = deviations.filter(({ frequency }) => frequency !== 'rare');
  const usual = deviations.filter(({ frequency }) => frequency === 'usual');
  const rare = deviations.filter(({ frequency }) => frequency === 'rare');
  yield [];
  for (const one of common) yield [one];
  for (const one of rare) yield [one];
  yield* pairs(common);
  for (const one of usual) {
    for (const other of rare) if (one.part !== other.part) yield inOrder([one, other]);
  }
  yield* threes(usual);
}

function* pairs(deviations: readonly Deviation[]): Generator<readonly Deviation[]> {
  for (const [index, one] of deviations.entries()) {
    for (const other of deviations.slice(index + 1)) {
      if (one.part !== other.part) yield inOrder([one, other]);
    }
  }
}

function* threes(deviations: readonly Deviation[]): Generator<readonly Deviation[]> {
  for (const [index, one] of deviations.entries()) {
    const later = deviations.slice(index + 1).filter(({ part }) => part !== one.part);
    for (const pair of pairs(later)) yield inOrder([one, ...pair]);
  }
}

function inOrder(deviations: readonly Deviation[]): readonly Deviation[] {
  return deviations.toSorted((one, other) => one.stage - other.stage);
}
