import type { JsonObject } from '../core/parse-object.ts';
import type { VerifiedAnswer } from '../http/create-client.ts';
import { unexpected } from '../http/read-object.ts';

/**
 * Requires a verified answer to speak of what was asked about.
 *
 * A signature says who speaks, not about what: an answer to another question is no answer.
 *
 * @param asked members the answer must repeat; those that are undefined were not asked about
 * @throws AnswerError `ANSWER_FOREIGN`
 */
export function requireSame(answer: VerifiedAnswer, value: JsonObject, asked: JsonObject): void {
  for (const [name, expected] of Object.entries(asked)) {
    if (expected !== undefined && value[name] !== expected) {
      throw unexpected(answer, `it speaks of another ${name}`, 'ANSWER_FOREIGN');
    }
  }
}
