import { AnswerError } from '../core/errors/answer-error.ts';
import { ApiError, type WechatFault } from '../core/errors/api-error.ts';
import type { WechatPayError } from '../core/errors/wechatpay-error.ts';
import type { KeyRing } from '../core/key-ring.ts';
import { parseObject } from '../core/parse-object.ts';
import { claimsSignature, type Verification, verifyAnswer } from '../core/verify-answer.ts';
import type { TransportAnswer } from './transport.ts';

/** What an answer is worth. Without `error` it is a verified success. */
export interface Judgement {
  readonly error: WechatPayError | undefined;
  /** Undefined when the answer carried nothing to verify. */
  readonly verification: Verification | undefined;
  readonly requestId: string | undefined;
}

/** Largest answer this client reads when a call does not say otherwise, in bytes. */
export const maxAnswerBytes = 1_048_576;

/** What an answer is judged by. */
export interface JudgementBasis {
  readonly keyRing: KeyRing;
  readonly nowMs: number;
  /** The call is one of the few whose success WeChat does not sign. Default false. */
  readonly unsignedAnswer?: boolean;
  /** Largest answer, in bytes. Default 1,048,576. */
  readonly maxAnswerBytes?: number | undefined;
}

/**
 * Judges one answer: every success must be signed (but for the documented downloads), a refusal must be when it carries any signature header.
 *
 * WeChat leaves some refusals unsigned (401, unknown paths); those are reported with `verified: false`, and
 * as `unknown` unless they look like WeChat's own.
 *
 * @see which answers are signed, document 4013053249; statuses, document 4012081709
 */
export function judgeAnswer(answer: TransportAnswer, basis: JudgementBasis): Judgement {
  const { keyRing, nowMs, unsignedAnswer = false } = basis;
  const limit = basis.maxAnswerBytes ?? maxAnswerBytes;
  const { status, headers, body } = answer;
  const requestId = headers['request-id'];
  const header = (name: string) => headers[name];
  const success = status >= 200 && status <= 299;
  const mustBeSigned = success && !unsignedAnswer;
  const verification =
    mustBeSigned || claimsSignature(header)
      ? verifyAnswer({ header, body, keyRing, nowMs })
      : undefined;
  const judged = (error: WechatPayError | undefined) => ({ error, verification, requestId });

  if (body.length > limit) {
    const reason = `larger than ${limit} bytes`;
    return judged(new AnswerError('ANSWER_TOO_LARGE', { status, reason, requestId }));
  }
  if (verification?.verified === false) {
    const { reason } = verification;
    return judged(new AnswerError('ANSWER_UNVERIFIED', { status, reason, requestId }));
  }
  if (status >= 300 && status <= 399) {
    const reason = 'redirects are not followed';
    return judged(new AnswerError('ANSWER_REDIRECTED', { status, reason, requestId }));
  }
  if (success && status !== 202) return judged(undefined);
  return judged(apiError(answer, verification !== undefined, nowMs));
}

function apiError(
  { status, headers, body }: TransportAnswer,
  verified: boolean,
  nowMs: number,
): ApiError {
  const wechat = readFault(body);
  const uncertain = status < 400 || status === 429 || status >= 500;
  // A proxy's own page in the middle says nothing about what WeChat did.
  const recognised = verified || wechat.code !== '' || body.length === 0;
  return new ApiError({
    status,
    outcome: uncertain || !recognised ? 'unknown' : 'refused',
    wechat,
    verified,
    requestId: headers['request-id'],
    retryAfterMs: readRetryAfter(headers, nowMs),
  });
}

function readFault(body: Uint8Array): WechatFault {
  const fault = parseObject(body);
  const text = (value: unknown) => (typeof value === 'string' ? value : '');
  const { code, message, detail } = fault ?? {};
  return { code: text(code), message: text(message), ...(detail === undefined ? {} : { detail }) };
}

// Seconds, or a date. Anything else says nothing.
function readRetryAfter(headers: TransportAnswer['headers'], nowMs: number): number | undefined {
  const text = headers['retry-after'] ?? '';
  const waitMs = /^\d{1,6}$/.test(text) ? Number(text) * 1000 : Date.parse(text) - nowMs;
  return Number.isNaN(waitMs) ? undefined : Math.max(0, waitMs);
}
