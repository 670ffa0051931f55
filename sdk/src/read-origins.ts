import { createOrigins, documentedBackups, type Origins } from './http/origins.ts';
import { readBaseUrl } from './http/read-base-url.ts';

/**
 * Reads the host of WeChat Pay and its backups.
 *
 * @throws ConfigError (`CONFIG_INVALID`) naming the one that is not a bare origin
 */
export function readOrigins(options: {
  readonly baseUrl?: string;
  readonly backupUrls?: readonly string[];
}): Origins {
  const baseUrl = readBaseUrl(options.baseUrl ?? 'https://api.mch.weixin.qq.com');
  const backups = options.backupUrls?.map((url) => readBaseUrl(url, 'backupUrls'));
  return createOrigins([baseUrl, ...(backups ?? documentedBackups(baseUrl))]);
}
