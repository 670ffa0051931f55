import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

/**
 * Signs a message with a session_key: lower-case hex HMAC-SHA256 under the base64 *text* itself, not its bytes.
 *
 * `message` is the raw POST body, or empty for GET.
 *
 * @see checkSessionKey, developers.weixin.qq.com `api_checksessionkey`
 */
export function signWithSessionKey(message: string | Uint8Array, sessionKey: string): string {
  return createHmac('sha256', sessionKey).update(message).digest('hex');
}

/**
 * Checks the signature of `wx.getUserInfo`: SHA-1 over `rawData` exactly as received, then the session_key.
 *
 * @see user data signature, developers.weixin.qq.com `open-ability/signature`
 */
export function verifyRawData(data: {
  readonly rawData: string;
  readonly signature: string;
  readonly sessionKey: string;
}): boolean {
  const expected = createHash('sha1').update(`${data.rawData}${data.sessionKey}`).digest('hex');
  const given = Buffer.from(data.signature);
  return given.length === expected.length && timingSafeEqual(given, Buffer.from(expected));
}
