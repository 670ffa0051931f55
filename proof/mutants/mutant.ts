/** A bug planted on purpose: what somebody in a hurry might have written. */
export interface Mutant {
  /** Names it, kebab-case. */
  readonly name: string;
  /** The invariant that must fall, e.g. `I07`. */
  readonly breaks: string;
  /** What is wrong with it, for the table. */
  readonly what: string;
  /** More than one where two things guard the same promise: each of them alone would hold it. */
  readonly edits: readonly Edit[];
}

/** One change of one file. */
export interface Edit {
  /** From the root of the repository. */
  readonly file: string;
  /** Stands in the file exactly once. */
  readonly find: string;
  readonly replace: string;
}
