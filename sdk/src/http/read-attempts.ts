import { ConfigError } from '../core/errors/config-error.ts';

/**
 * Reads how many times a call may be made in all. Default 3; 1 repeats nothing.
 *
 * @throws ConfigError (`CONFIG_INVALID`) unless it is a whole number from 1 to 10
 */
export function readAttempts(attempts: number | undefined): number {
  const value = attempts ?? 3;
  if (Number.isInteger(value) && value >= 1 && value <= 10) return value;
  throw new ConfigError('attempts', 'it is not a whole number from 1 to 10.', {
    zh: '请填写每次调用最多尝试的次数，1 表示不重试。',
    en: 'Give how many times a call may be made in all; 1 repeats nothing.',
  });
}
