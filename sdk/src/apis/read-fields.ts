import { isFen, isText } from '../core/objects/is-amount.ts';
import { isObject, type JsonObject } from '../core/parse-object.ts';
import type { VerifiedAnswer } from '../http/create-client.ts';
import { readObject, unexpected } from '../http/read-object.ts';

/** The members that an answer must carry for its type to be true; all others are kept as they come. */
export interface Fields {
  readonly texts?: readonly string[];
  /** Whole, not negative: money in fen, or a count. */
  readonly integers?: readonly string[];
  readonly flags?: readonly string[];
  /** Lists of objects, with the members that each must carry. An absent list is fine. */
  readonly lists?: { readonly [name: string]: Fields };
}

/**
 * Reads a verified answer as `Answer`, having checked the members that its type promises always.
 *
 * @throws AnswerError `ANSWER_MALFORMED`
 */
export function readFields<Answer extends object>(answer: VerifiedAnswer, fields: Fields): Answer {
  const value = readObject(answer);
  if (!keeps<Answer>(value, fields)) {
    const name = findMissing(value, fields);
    throw unexpected(answer, `${name} is missing or of another type`);
  }
  Object.freeze(value);
  return value;
}

// The one place where a type is believed: its required members have been looked at, one by one.
function keeps<Answer extends object>(
  value: JsonObject,
  fields: Fields,
): value is JsonObject & Answer {
  return findMissing(value, fields) === undefined;
}

function findMissing(value: JsonObject, fields: Fields): string | undefined {
  const { texts = [], integers = [], flags = [], lists = {} } = fields;
  return (
    texts.find((name) => !isText(value[name])) ??
    integers.find((name) => !isFen(value[name])) ??
    flags.find((name) => typeof value[name] !== 'boolean') ??
    Object.keys(lists).find((name) => !isListOf(value[name], lists[name] ?? {}))
  );
}

function isListOf(value: unknown, fields: Fields): boolean {
  if (value === undefined) return true;
  return (
    Array.isArray(value) &&
    value.every((item) => isObject(item) && findMissing(item, fields) === undefined)
  );
}
