import { ArgumentError } from '../../core/errors/argument-error.ts';

/**
 * Requires a merchant number: 1 to 32 digits.
 *
 * @throws ArgumentError
 */
export function checkMchid(field: string, value: unknown): asserts value is string {
  if (typeof value !== 'string' || !/^\d{1,32}$/.test(value)) {
    throw new ArgumentError(field, 'must be a merchant number of 1 to 32 digits');
  }
}
