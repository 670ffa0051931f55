import { ArgumentError } from '../../core/errors/argument-error.ts';
import { checkText } from './check-text.ts';

/**
 * Requires an address WeChat would call: absolute, without query and fragment, up to `maxCharacters`.
 *
 * @throws ArgumentError
 */
export function checkNotifyUrl(field: string, value: unknown, maxCharacters = 255): void {
  checkText(field, value, maxCharacters);
  if (!/^https?:\/\/[^\s?#]+$/.test(value)) {
    throw new ArgumentError(field, 'must be absolute, without query and fragment');
  }
}
