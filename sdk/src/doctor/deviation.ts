import type { Cause } from './diagnosis.ts';
import type { Draft } from './draft.ts';

/** One way to get a text wrong. */
export interface Deviation {
  readonly causes: readonly Cause[];
  /** What it changes; two deviations of one part are not combined. */
  readonly part: string;
  /** When it happens while a text is made: values first, then their order, the line ends, the whole. */
  readonly stage: Stage;
  /** `usual` ones are also tried in threes, `rare` ones only alone or with a usual one. */
  readonly frequency: 'usual' | 'seldom' | 'rare';
  /** Makes the wrong text; undefined when this cannot be, or changes nothing. */
  apply(draft: Draft): Draft | undefined;
}

/** Order of application: 0 values, 1 decoration of lines, 2 layout, 3 line ends, 4 the whole text. */
export type Stage = 0 | 1 | 2 | 3 | 4;
