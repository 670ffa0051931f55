import { type KeyObject, sign, verify } from 'node:crypto';

/** What is done with private keys. */
export interface Rsa {
  /** A key that nobody had before; PKCS#8, PEM. */
  generateKeyPair(): Promise<{ readonly privateKey: string }>;
  /** RSASSA-PKCS1-v1_5 with SHA-256; base64. */
  sign(text: Uint8Array, privateKey: KeyObject): string;
}

/** Signs with RSASSA-PKCS1-v1_5 and SHA-256; base64. */
export function signText(text: Uint8Array, privateKey: KeyObject): string {
  return sign('RSA-SHA256', text, privateKey).toString('base64');
}

/** Judges a base64 signature; anything that is not one is simply not valid. */
export function verifyText(text: Uint8Array, publicKey: KeyObject, signature: string): boolean {
  // Node skips foreign characters in base64: a signature with them is not the one that was made.
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(signature)) return false;
  return verify('RSA-SHA256', text, publicKey, Buffer.from(signature, 'base64'));
}
