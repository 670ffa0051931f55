import { ConfigError } from '../core/errors/config-error.ts';

/**
 * Reads a time limit in milliseconds. Default 10,000.
 *
 * @throws ConfigError (`CONFIG_INVALID`) unless it is a whole number from 1 to 600,000
 */
export function readTimeout(timeoutMs: number | undefined): number {
  const value = timeoutMs ?? defaultTimeoutMs;
  if (!Number.isInteger(value) || value < 1 || value > 600_000) {
    throw new ConfigError(
      'timeoutMs',
      'it is not a whole number of milliseconds from 1 to 600000.',
      {
        zh: '请以毫秒填写超时时间。',
        en: 'Give the time limit in milliseconds.',
      },
    );
  }
  return value;
}

const defaultTimeoutMs = 10_000;
