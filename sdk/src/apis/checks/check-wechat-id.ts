import { ArgumentError } from '../../core/errors/argument-error.ts';

/**
 * Requires an id that WeChat gave out: 1 to so many of `0-9 A-Z a-z _ -`. Default 32.
 *
 * @throws ArgumentError
 */
export function checkWechatId(
  field: string,
  value: unknown,
  maxCharacters = 32,
): asserts value is string {
  if (
    typeof value !== 'string' ||
    value.length > maxCharacters ||
    !/^[0-9A-Za-z_-]+$/.test(value)
  ) {
    throw new ArgumentError(field, `must be the 1 to ${maxCharacters} characters WeChat gave`);
  }
}
