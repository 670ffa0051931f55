import { createVerify, type KeyObject } from 'node:crypto';
import { decodeBase64 } from './decode-base64.ts';

/** What was signed: the bytes, or their parts in order, texts of which stand for UTF-8. */
export type SignedMessage = Uint8Array | readonly (string | Uint8Array)[];

/**
 * Checks an RSASSA-PKCS1-v1_5 SHA-256 signature given as base64.
 *
 * Anything that is not canonical base64, such as a `WECHATPAY/SIGNTEST/` probe, is false, never an exception.
 */
export function verifyRsa(
  message: SignedMessage,
  signature: string,
  publicKey: KeyObject,
): boolean {
  const bytes = decodeBase64(signature);
  if (bytes === undefined) return false;
  // The one-shot `verify` takes longer: it prepares a job for the thread pool, and wants the parts copied together.
  const verifier = createVerify('sha256');
  if (message instanceof Uint8Array) verifier.update(message);
  else for (const part of message) verifier.update(part);
  return verifier.verify(publicKey, bytes);
}
