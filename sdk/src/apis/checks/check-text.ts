import { ArgumentError } from '../../core/errors/argument-error.ts';

/**
 * Requires a text that says something. Callers in plain JavaScript have no types: a missing value must say its
 * name instead of crashing.
 *
 * @throws ArgumentError
 */
export function checkText(
  field: string,
  value: unknown,
  maxCharacters: number,
): asserts value is string {
  if (typeof value !== 'string' || value === '' || value.length > maxCharacters) {
    throw new ArgumentError(field, `must be a text of 1 to ${maxCharacters} characters`);
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
