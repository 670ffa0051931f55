import { createDecipheriv, type KeyObject } from 'node:crypto';
import type { AeadKey } from './aead-key.ts';
import { decodeBase64 } from './decode-base64.ts';
import { DecryptionError } from './errors/decryption-error.ts';

/** What WeChat encrypted, in its own field names. */
export interface AeadBox {
  /** Base64 of the ciphertext followed by the 16-byte tag. */
  readonly ciphertext: string;
  /** Normally 12 characters. */
  readonly nonce: string;
  /** Absent, null and empty mean the same. */
  readonly associated_data?: string | null | undefined;
}

/**
 * Opens AEAD_AES_256_GCM; returns the plain bytes only after the whole 16-byte tag agreed.
 *
 * While the APIv3 key is being changed, the current one is tried first, then the next.
 *
 * @throws DecryptionError `ciphertext-malformed`, `wrong-key-or-changed`
 * @see decrypting certificates and notifications, document 4012071382
 */
export function openAead(box: AeadBox, key: AeadKey): Buffer {
  const sealed = decodeBase64(box.ciphertext);
  const nonce = Buffer.from(box.nonce);
  if (sealed === undefined || sealed.length < tagBytes || nonce.length === 0 || nonce.length > 16) {
    throw new DecryptionError('ciphertext-malformed');
  }
  const associated = Buffer.from(box.associated_data ?? '');
  for (const one of key) {
    const opened = openWith(one, sealed, nonce, associated);
    if (opened !== undefined) return opened;
  }
  throw new DecryptionError('wrong-key-or-changed');
}

function openWith(
  key: KeyObject,
  sealed: Buffer,
  nonce: Buffer,
  associated: Buffer,
): Buffer | undefined {
  const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: tagBytes });
  decipher.setAAD(associated);
  decipher.setAuthTag(sealed.subarray(sealed.length - tagBytes));
  const opened = decipher.update(sealed.subarray(0, sealed.length - tagBytes));
  try {
    // Compares the tag; this mode holds no bytes back, so that nothing is left to append.
    decipher.final();
    return opened;
  } catch {
    return undefined;
  }
}

const tagBytes = 16;
