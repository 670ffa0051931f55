import type { Cause } from './diagnosis.ts';
import type { Draft } from './draft.ts';

/** One way to get a text wrong. */
export interface Deviation {
  readonly causes: readonly Cause[];
  /** What it changes; two deviations of one part are not combined. */
  readonly part: string;
  /** When it happens while a text is made: values first, then their order, the line ends, the whole. */
  readonly stage: Stage;
  /**
   * `usual` ones come first among equals and are also tried in threes. Among the rare ones: `usual` are tried with
   * every common one, `seldom` with the usual ones, `lonely` in no company at all.
   */
  readonly frequency: 'usual' | 'seldom' | 'lonely';
  /** The line it writes anew, when that is all it does. */
  readonly line?: number;
  /** Makes the wrong text; undefined when this cannot be, or changes nothing. */
  apply(draft: Draft): Draft | undefined;
}

/** Every way to get one kind of text wrong. */
export interface Deviations {
  /** Tried alone and in pairs. */
  readonly common: readonly Deviation[];
  /** Thousands of guesses, made and tried only when the common ones do not explain it. */
  readonly rare: () => readonly Deviation[];
}

/** Order of application: 0 values, 1 decoration of lines, 2 layout, 3 line ends, 4 the whole text. */
export type Stage = 0 | 1 | 2 | 3 | 4;
