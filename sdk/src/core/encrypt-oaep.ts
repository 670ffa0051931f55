import { constants, type KeyObject, publicEncrypt } from 'node:crypto';

/**
 * Encrypts a sensitive text (a name, an account number) for WeChat: RSAES-OAEP with SHA-1 and MGF1-SHA-1.
 *
 * Name the same key in the `Wechatpay-Serial` request header. Each call gives another ciphertext.
 *
 * @returns base64; undefined when the text is longer than `oaepLimit` allows
 * @see sensitive fields, document 4013053257
 */
export function encryptOaep(text: string, publicKey: KeyObject): string | undefined {
  const plain = Buffer.from(text);
  if (plain.length > oaepLimit(publicKey)) return undefined;
  const { RSA_PKCS1_OAEP_PADDING: padding } = constants;
  return publicEncrypt({ key: publicKey, padding, oaepHash: 'sha1' }, plain).toString('base64');
}

/** The most bytes one ciphertext can hold: 214 with a key of 2048 bits. */
export function oaepLimit(key: KeyObject): number {
  return (key.asymmetricKeyDetails?.modulusLength ?? 0) / 8 - 2 * sha1Bytes - 2;
}

const sha1Bytes = 20;
