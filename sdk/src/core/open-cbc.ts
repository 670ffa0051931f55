import { createDecipheriv, createSecretKey } from 'node:crypto';
import { decodeBase64 } from './decode-base64.ts';
import { DecryptionError } from './errors/decryption-error.ts';

/**
 * Opens AES-128-CBC with PKCS#7 padding; key, iv and data are base64.
 *
 * This cipher authenticates nothing: about one wrong key in 256 opens to rubbish, so judge the content too.
 *
 * @throws DecryptionError `ciphertext-malformed`, `wrong-key-or-changed`
 */
export function openCbc(box: {
  readonly key: string;
  readonly iv: string;
  readonly data: string;
}): Buffer {
  const key = decodeBase64(box.key);
  const iv = decodeBase64(box.iv);
  const data = decodeBase64(box.data);
  if (
    key?.length !== 16 ||
    iv?.length !== 16 ||
    data === undefined ||
    data.length === 0 ||
    data.length % 16 !== 0
  ) {
    throw new DecryptionError('ciphertext-malformed');
  }
  const decipher = createDecipheriv('aes-128-cbc', createSecretKey(key), iv);
  try {
    return Buffer.concat([decipher.update(data), decipher.final()]);
  } catch {
    throw new DecryptionError('wrong-key-or-changed');
  }
}
