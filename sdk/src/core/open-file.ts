import { createDecipheriv } from 'node:crypto';
import { DecryptionError } from './errors/decryption-error.ts';

/**
 * Opens a file sealed with AEAD_AES_256_GCM; the last 16 bytes are the tag.
 *
 * Nothing is yielded before the whole tag agreed, so that the file is held in memory until then: WeChat splits
 * sealed bills into files for this.
 *
 * @param key 32 bytes
 * @throws DecryptionError `ciphertext-malformed`, also for a file over 128 MiB; `wrong-key-or-changed`
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
  const opened: Uint8Array[] = [];
  let length = 0;
  // The tag is the end of the file, and where the end is shows only at the end.
  let held: Uint8Array = new Uint8Array();
  for await (const piece of pieces) {
    length += piece.length;
    if (length > longestFile) throw new DecryptionError('ciphertext-malformed');
    const all = Buffer.concat([held, piece]);
    const ready = Math.max(0, all.length - tagBytes);
    opened.push(decipher.update(all.subarray(0, ready)));
    held = all.subarray(ready);
  }
  if (held.length !== tagBytes) throw new DecryptionError('ciphertext-malformed');
  decipher.setAuthTag(held);
  try {
    decipher.final();
  } catch {
    throw new DecryptionError('wrong-key-or-changed');
  }
  yield* opened;
}

const tagBytes = 16;
const longestFile = 134_217_728;
