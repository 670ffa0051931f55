import { ArgumentError } from '../../core/errors/argument-error.ts';

/**
 * Requires a text that says something. Callers in plain JavaScript have no types: a missing value must say its
 * name instead of crashing.
 *
 * @param maxCharacters where WeChat's documents state it. Default: none, WeChat decides
 *
 * @throws ArgumentError
 */
export function checkText(
  field: string,
  value: unknown,
  maxCharacters = Infinity,
): asserts value is string {
  if (typeof value !== 'string' || value === '' || value.length > maxCharacters) {
    const form =
      maxCharacters === Infinity ? 'that is not empty' : `of 1 to ${maxCharacters} characters`;
    throw new ArgumentError(field, `must be a text ${form}`);
  }
}

/**
 * Requires a text that is absent, or of 1 to so many bytes of UTF-8.
 *
 * @throws ArgumentError
 */
export function checkOptionalBytes(field: string, value: unknown, maxBytes: number): void {
  if (value === undefined) return;
  if (typeof value !== 'string' || value === '' || Buffer.byteLength(value) > maxBytes) {
    throw new ArgumentError(field, `must be absent, or 1 to ${maxBytes} bytes`);
  }
}
