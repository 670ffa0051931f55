import { createDecipheriv } from 'node:crypto';
import { DecryptionError } from './errors/decryption-error.ts';

/**
 * Opens a file sealed with AEAD_AES_256_GCM while it comes in pieces; the last 16 bytes are the tag.
 *
 * What it yields is *not yet authenticated*: only when it ends without an error did the tag agree.
 *
 * @param key 32 bytes
 * @throws DecryptionError `ciphertext-malformed`, `wrong-key-or-changed`
 */
export async function* openFile(
  pieces: AsyncIterable<Uint8Array>,
  { key, nonce }: { readonly key: Uint8Array; readonly nonce: string },
): AsyncGenerator<Uint8Array, void> {
  const iv = Buffer.from(nonce);
  if (key.length !== 32 || iv.length === 0 || iv.length > 16) {
    throw new DecryptionError('ciphertext-malformed');
  }
  const decipher = createDecipheriv('aes-256-gcm', key, iv, { authTagLength: tagBytes });
  // The tag is the end of the file, and where the end is shows only at the end.
  let held: Uint8Array = Buffer.alloc(0);
  for await (const piece of pieces) {
    const all = held.length === 0 ? piece : Buffer.concat([held, piece]);
    const ready = Math.max(0, all.length - tagBytes);
    held = all.subarray(ready);
    if (ready > 0) yield decipher.update(all.subarray(0, ready));
  }
  if (held.length !== tagBytes) throw new DecryptionError('ciphertext-malformed');
  decipher.setAuthTag(held);
  try {
    decipher.final();
  } catch {
    throw new DecryptionError('wrong-key-or-changed');
  }
}

const tagBytes = 16;
