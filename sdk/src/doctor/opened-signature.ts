import type { Cause, SignatureMake } from './diagnosis.ts';

/** A signature opened: how it was made and how to know its text. */
export interface OpenedSignature {
  /** Whether `make` is proven without a text. */
  readonly certain: boolean;
  readonly make: SignatureMake;
  /** What is wrong with the way it was made, or with what happened to it since. */
  readonly causes: readonly Cause[];
  /** Bytes signed without a hash, which need no search. */
  readonly payload: Buffer | undefined;
  matches(text: string | Buffer): boolean;
}
