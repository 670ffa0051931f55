import { createCipheriv } from 'node:crypto';

/** What AEAD_AES_256_GCM needs to be opened again, in WeChat's spelling; the tag is the last 16 bytes of `ciphertext`. */
export interface SealedResource {
  readonly algorithm: 'AEAD_AES_256_GCM';
  readonly ciphertext: string;
  readonly associated_data: string;
  readonly nonce: string;
}

/**
 * Encrypts `plaintext` under the APIv3 key.
 *
 * @param apiV3Key exactly 32 ASCII characters, used as they are
 * @param nonce 12 characters, used once per key
 * @see https://pay.weixin.qq.com/doc/v3/merchant/4012071382
 */
export function sealResource(
  plaintext: string,
  apiV3Key: string,
  nonce: string,
  associatedData: string,
): SealedResource {
  const sealed = seal(Buffer.from(plaintext), apiV3Key, nonce, associatedData);
  return {
    algorithm: 'AEAD_AES_256_GCM',
    ciphertext: sealed.toString('base64'),
    associated_data: associatedData,
    nonce,
  };
}

/** Encrypts a file in the same way, without associated data; the tag is its last 16 bytes. */
export function sealFile(plain: Uint8Array, key: string, nonce: string): Buffer {
  return seal(plain, key, nonce, '');
}

function seal(plain: Uint8Array, key: string, nonce: string, associatedData: string): Buffer {
  const cipher = createCipheriv('aes-256-gcm', Buffer.from(key), Buffer.from(nonce));
  cipher.setAAD(Buffer.from(associatedData));
  return Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}
