import { type KeyObject, sign } from 'node:crypto';

/** Signs RSASSA-PKCS1-v1_5 with SHA-256 on the calling thread; returns base64. */
export function signRsa(message: Uint8Array, privateKey: KeyObject): string {
  return sign('sha256', message, privateKey).toString('base64');
}
