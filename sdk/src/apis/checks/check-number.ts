import { ArgumentError } from '../../core/errors/argument-error.ts';

/**
 * Requires a merchant's own number of something: 1 to so many characters of `0-9 a-z A-Z _ - | * @`. Default 64.
 *
 * @throws ArgumentError
 */
export function checkNumber(
  field: string,
  value: unknown,
  maxCharacters = 64,
): asserts value is string {
  if (
    typeof value !== 'string' ||
    value.length > maxCharacters ||
    !/^[0-9a-zA-Z_\-|*@]+$/.test(value)
  ) {
    throw new ArgumentError(field, `must be 1 to ${maxCharacters} of 0-9 a-z A-Z _ - | * @`);
  }
}
