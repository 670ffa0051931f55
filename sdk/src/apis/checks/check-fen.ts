import { ArgumentError } from '../../core/errors/argument-error.ts';

/**
 * Requires money to be whole fen of at least 1, so that no yuan, text or fraction slips through.
 *
 * @throws ArgumentError
 */
export function checkFen(field: string, value: unknown): asserts value is number {
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 1) {
    throw new ArgumentError(field, 'must be a whole number of fen, at least 1');
  }
}
