import { constants, type KeyObject, privateDecrypt } from 'node:crypto';
import { decodeBase64 } from './decode-base64.ts';
import { DecryptionError } from './errors/decryption-error.ts';

/**
 * Decrypts a sensitive text that WeChat encrypted for the merchant certificate: RSAES-OAEP with SHA-1 and MGF1-SHA-1.
 *
 * @throws DecryptionError `ciphertext-malformed`, `wrong-key-or-changed`
 * @see sensitive fields, document 4013053257
 */
export function decryptOaep(ciphertext: string, privateKey: KeyObject): string {
  const bytes = decodeBase64(ciphertext);
  if (bytes === undefined || bytes.length === 0) throw new DecryptionError('ciphertext-malformed');
  const { RSA_PKCS1_OAEP_PADDING: padding } = constants;
  try {
    const plain = privateDecrypt({ key: privateKey, padding, oaepHash: 'sha1' }, bytes);
    return new TextDecoder('utf-8', { fatal: true }).decode(plain);
  } catch {
    // OpenSSL's reason tells an attacker more than it tells an operator.
    throw new DecryptionError('wrong-key-or-changed');
  }
}
