import { AnswerError } from '../core/errors/answer-error.ts';
import { ApiError } from '../core/errors/api-error.ts';
import { NetworkError } from '../core/errors/network-error.ts';
import { TimeoutError } from '../core/errors/timeout-error.ts';
import type { WechatPayError } from '../core/errors/wechatpay-error.ts';
import type { CallKind } from './call-kind.ts';

/** How an attempt went wrong, as far as repeating it is concerned. */
export type Trouble =
  /** No byte left: connect failure, DNS failure. */
  | 'not-sent'
  /** The request left, no answer came. */
  | 'no-answer'
  /** 202: accepted, not finished. */
  | 'accepted'
  /** 429. */
  | 'too-frequent'
  /** 500 and the like. */
  | 'server-error'
  /** 502, 503. */
  | 'unavailable'
  /** An answer whose signature is missing or wrong, a probe included. */
  | 'unverified';

/** What to do next: `repeat` at the same host, `elsewhere` at another one if there is one, or `stop`. */
export type NextStep = 'repeat' | 'elsewhere' | 'stop';

/**
 * What may be repeated. A refund and every other act is repeated only when nothing left: after anything else
 * its caller must ask for it first, with the same number. No refusal (4xx) is ever repeated.
 *
 * @see errors table, document 4012081709
 */
export const retryTable: Readonly<Record<CallKind, Readonly<Record<Trouble, NextStep>>>> = {
  prepay: everything('repeat'),
  query: everything('repeat'),
  close: everything('repeat'),
  bill: { ...everything('repeat'), accepted: 'stop' },
  refund: onlyUnsent(),
  act: onlyUnsent(),
};

/** Names the trouble an attempt ended in; undefined for what no repeat can help. */
export function troubleOf(error: WechatPayError): Trouble | undefined {
  if (error instanceof TimeoutError) return 'no-answer';
  if (error instanceof NetworkError) return byNetworkCode.get(error.code);
  if (error instanceof AnswerError) {
    return error.code === 'ANSWER_UNVERIFIED' ? 'unverified' : undefined;
  }
  if (!(error instanceof ApiError)) return undefined;
  if (error.status === 202) return 'accepted';
  if (error.status === 429) return 'too-frequent';
  if (error.status === 502 || error.status === 503) return 'unavailable';
  return error.status >= 500 ? 'server-error' : undefined;
}

// An aborted call is not here: its caller gave up.
const byNetworkCode: ReadonlyMap<string, Trouble> = new Map([
  ['NETWORK_NOT_SENT', 'not-sent'],
  ['NETWORK_BROKEN', 'no-answer'],
]);

function everything(step: NextStep): Record<Trouble, NextStep> {
  return {
    'not-sent': 'elsewhere',
    'no-answer': step,
    accepted: step,
    'too-frequent': step,
    'server-error': step,
    unavailable: 'elsewhere',
    unverified: step,
  };
}

function onlyUnsent(): Record<Trouble, NextStep> {
  return { ...everything('stop'), unavailable: 'stop' };
}
