import type { HashName } from '../core/digest.ts';
import type { Advice } from '../core/errors/wechatpay-error.ts';
import type { TextDifference } from './compare-texts.ts';

/** One reason, in one sentence, with its remedy; both in both languages. */
export interface Cause {
  /** Stable, for programs to branch on, e.g. `final-line-feed-missing`. */
  readonly code: string;
  /**
   * How it is known. `signature`: signing the text this cause describes gives exactly the signature at
   * hand. `input`: it can be read off the values at hand, whatever was signed.
   */
  readonly proof: 'signature' | 'input';
  readonly sentence: Advice;
  readonly remedy: Advice;
}

/** A key to try: the first of a list is the one that should fit, the others are suspects. */
export interface DoctorKey {
  /** How to call it in sentences, e.g. a file name. */
  readonly label: string;
  /** PEM of a certificate, a public or a private key; of a private key only the public half is used. */
  readonly pem: string;
}

/** A symmetric secret that may have been used to sign by mistake. Its value is in no answer. */
export interface DoctorSecret {
  /** How to call it in sentences, e.g. `APIv2 key`. */
  readonly label: string;
  readonly value: string;
}

/** What is known about a failing signature. */
export interface Diagnosis {
  /**
   * `valid`: it verifies and nothing else is wrong · `explained`: `causes` says why it fails ·
   * `unknown`: nothing that was tried reproduces it, and nothing at hand is wrong by itself.
   */
  readonly verdict: 'valid' | 'explained' | 'unknown';
  /** Most telling first; those with proof `signature` reproduce it only together. */
  readonly causes: readonly Cause[];
  /** What the search ruled out; empty when the signed text was found. */
  readonly excluded: readonly Advice[];
  /** The text that whoever verifies builds from the values at hand, byte for byte. */
  readonly expected: Buffer;
  /** The text that really was signed; undefined when it could not be found. */
  readonly signed: Buffer | undefined;
  /** Where the two part; undefined when they are equal or `signed` is. */
  readonly difference: TextDifference | undefined;
  /** How the signature was made; undefined when no key given made it. */
  readonly made: SignatureMake | undefined;
  /** How many texts were tried. */
  readonly tried: number;
}

/** How a signature was made. */
export interface SignatureMake {
  /** Label of the key that fits. */
  readonly key: string;
  /** `digest` and `hmac` are no signatures at all. */
  readonly scheme: 'pkcs1' | 'pss' | 'bare' | 'digest' | 'hmac';
  readonly hash: HashName | undefined;
}

/** Writes a cause that the signature itself proves. */
export function signatureCause(code: string, sentence: Advice, remedy: Advice): Cause {
  return Object.freeze({ code, proof: 'signature', sentence, remedy });
}

/** Writes a cause that can be read off the input. */
export function inputCause(code: string, sentence: Advice, remedy: Advice): Cause {
  return Object.freeze({ code, proof: 'input', sentence, remedy });
}
