import { AnswerError, type AnswerErrorCode } from '../core/errors/answer-error.ts';
import { type JsonObject, parseObject } from '../core/parse-object.ts';
import type { VerifiedAnswer } from './create-client.ts';

/**
 * Reads a verified answer as a JSON object.
 *
 * @throws AnswerError `ANSWER_MALFORMED`
 */
export function readObject(answer: VerifiedAnswer): JsonObject {
  const value = parseObject(answer.body);
  if (value === undefined) throw unexpected(answer, 'the body is not a JSON object');
  return value;
}

/** An answer that is WeChat's, but not what this call promises. */
export function unexpected(
  answer: VerifiedAnswer,
  reason: string,
  code: AnswerErrorCode = 'ANSWER_MALFORMED',
): AnswerError {
  return new AnswerError(code, { status: answer.status, reason, requestId: answer.requestId });
}
