import { type KeyObject, verify } from 'node:crypto';
import { decodeBase64 } from './decode-base64.ts';

/**
 * Checks an RSASSA-PKCS1-v1_5 SHA-256 signature given as base64.
 *
 * Anything that is not canonical base64, such as a `WECHATPAY/SIGNTEST/` probe, is false, never an exception.
 */
export function verifyRsa(message: Uint8Array, signature: string, publicKey: KeyObject): boolean {
  const bytes = decodeBase64(signature);
  return bytes !== undefined && verify('sha256', message, publicKey, bytes);
}
