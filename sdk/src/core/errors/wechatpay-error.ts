import { internalCodes } from './internal-codes.ts';

/**
 * What may have happened to the money when a call ends in an error.
 *
 * `none`: nothing was sent · `refused`: WeChat said no, nothing happened · `unknown`: it may have
 * happened, ask again with the same number · `done`: it happened, only our own last step failed.
 */
export type Outcome = 'none' | 'refused' | 'unknown' | 'done';

/** One sentence that says what to do next, in both languages of the operators. */
export interface Advice {
  readonly zh: string;
  readonly en: string;
}

/** What every error of this package is made of. */
export interface WechatPayErrorFields {
  /** Stable, for programs to branch on. */
  readonly code: string;
  readonly outcome: Outcome;
  readonly advice: Advice;
  /** WeChat's trace number (`Request-ID`); quote it to their support. */
  readonly requestId?: string | undefined;
  /** The number at the end of WeChat Pay's `Request-ID`. */
  readonly internalCode?: number | undefined;
  readonly cause?: unknown;
}

/**
 * The base of every error this package throws; it never contains a key, a header dump or a body.
 *
 * Ask `outcome` first: `unknown` must be asked again with the same number, never treated as failed.
 */
export class WechatPayError extends Error {
  override readonly name: string = 'WechatPayError';
  readonly code: string;
  readonly outcome: Outcome;
  readonly advice: Advice;
  readonly requestId: string | undefined;
  /** The number at the end of `Request-ID` that WeChat's support uses, e.g. 268501013; undefined without one. */
  readonly internalCode: number | undefined;
  /** Requests that were made for this call, repeats included; 0 when it failed before the first. */
  attempts = 0;

  constructor(what: string, fields: WechatPayErrorFields) {
    super(
      `${what} ${fields.advice.en}`,
      fields.cause === undefined ? undefined : { cause: fields.cause },
    );
    this.code = fields.code;
    this.outcome = fields.outcome;
    this.advice = fields.advice;
    this.requestId = fields.requestId;
    this.internalCode = fields.internalCode;
  }

  /** What `internalCode` means, in English; undefined when the number is absent or not published. */
  get internalMeaning(): string | undefined {
    return this.internalCode === undefined ? undefined : internalCodes.get(this.internalCode);
  }
}
