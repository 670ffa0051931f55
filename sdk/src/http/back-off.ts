import { ApiError } from '../core/errors/api-error.ts';
import type { WechatPayError } from '../core/errors/wechatpay-error.ts';
import type { System } from '../core/system.ts';

/**
 * How long to wait before the next attempt, in milliseconds: what WeChat asked for (`Retry-After`), else twice
 * as long after each attempt, from 200 ms (1 s after 429) to 4 s, of which a random half is taken off.
 *
 * @param attempts attempts made so far, at least 1
 */
export function backOffMs(
  error: WechatPayError,
  attempts: number,
  system: Pick<System, 'nonce'>,
): number {
  if (error instanceof ApiError && error.retryAfterMs !== undefined) return error.retryAfterMs;
  const firstMs = error instanceof ApiError && error.status === 429 ? 1000 : 200;
  const fullMs = Math.min(firstMs * 2 ** (attempts - 1), longestMs);
  return Math.round(fullMs * (1 - randomShare(system.nonce()) / 2));
}

const longestMs = 4000;

// From 0 to 1: the nonce is the randomness this client has.
function randomShare(nonce: string): number {
  // A nonce of the caller's making may begin with a sign.
  return Math.abs(Number.parseInt(nonce.slice(0, 6), 36) || 0) / 36 ** 6;
}
