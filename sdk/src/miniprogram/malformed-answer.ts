import { AnswerError } from '../core/errors/answer-error.ts';

/** An answer of the platform that is a success, but not what this call promises. */
export function malformedAnswer(reason: string): AnswerError {
  return new AnswerError('ANSWER_MALFORMED', { status: 200, reason });
}

/** An answer of the platform that speaks of something else than what was asked about. */
export function foreignAnswer(reason: string): AnswerError {
  return new AnswerError('ANSWER_FOREIGN', { status: 200, reason });
}
