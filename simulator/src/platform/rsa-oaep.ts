import { constants, type KeyObject, privateDecrypt, publicEncrypt } from 'node:crypto';

const PADDING = { padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha1' } as const;

/**
 * Encrypts a sensitive field: RSAES-OAEP with SHA-1, base64.
 *
 * @param plaintext at most 214 bytes with a key of 2048 bits
 * @see https://pay.weixin.qq.com/doc/v3/merchant/4013053257
 */
export function sealOaep(plaintext: string, publicKey: KeyObject): string {
  return publicEncrypt({ key: publicKey, ...PADDING }, Buffer.from(plaintext)).toString('base64');
}

/** Opens a sensitive field; `undefined` when it was not encrypted for this key. */
export function openOaep(ciphertext: string, privateKey: KeyObject): string | undefined {
  try {
    const bytes = Buffer.from(ciphertext, 'base64');
    return privateDecrypt({ key: privateKey, ...PADDING }, bytes).toString('utf8');
  } catch {
    return undefined;
  }
}
