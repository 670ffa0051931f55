import { createHash, timingSafeEqual } from 'node:crypto';

/**
 * Signs a pushed message: lower-case hex SHA-1 over token, timestamp, nonce (and ciphertext), sorted and joined.
 *
 * @see message push, developers.weixin.qq.com `server-ability/message-push`
 */
export function signPush(parts: readonly string[]): string {
  return createHash('sha1')
    .update([...parts].sort().join(''))
    .digest('hex');
}

/** Checks a push signature in constant time. */
export function verifyPush(parts: readonly string[], signature: string): boolean {
  const expected = Buffer.from(signPush(parts));
  const given = Buffer.from(signature);
  return given.length === expected.length && timingSafeEqual(given, expected);
}
