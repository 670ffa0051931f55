import { ArgumentError } from '../../core/errors/argument-error.ts';

/**
 * Requires an id that WeChat gave out and documents as 1 to 32 characters; all of them are of `0-9 A-Z a-z _ -`.
 *
 * @throws ArgumentError
 */
export function checkWechatId(field: string, value: unknown): asserts value is string {
  if (typeof value !== 'string' || !/^[0-9A-Za-z_-]{1,32}$/.test(value)) {
    throw new ArgumentError(field, 'must be the 1 to 32 characters WeChat gave');
  }
}
