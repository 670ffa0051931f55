/** The server's own effects: clock, randomness, and secrets sealed under the master key. */
import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createSecretKey,
  randomBytes,
  randomInt,
  randomUUID,
} from 'node:crypto';
import type { Clock, Random, Secrets } from './ports.ts';

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const IV_BYTES = 12;
const TAG_BYTES = 16;

/** The machine's clock. */
export const systemClock: Clock = Object.freeze({ nowMs: () => Date.now() });

/** The operating system's randomness. */
export const systemRandom: Random = Object.freeze({
  uuid: () => randomUUID(),
  token: () => randomBytes(32).toString('base64url'),
  digits: (length: number) =>
    Array.from({ length }, () => ALPHABET[randomInt(ALPHABET.length)]).join(''),
});

/**
 * Creates the keeper of secrets: AES-256-GCM under the master key, a fresh nonce each time.
 * Sealed text is `v1.<key id>.<base64url of nonce, ciphertext and tag>`; the key id is bound to it.
 *
 * @param masterKey 32 bytes.
 * @throws RangeError when the key has another length.
 */
export function createSecrets(masterKey: Uint8Array): Secrets {
  if (masterKey.length !== 32) throw new RangeError('the master key must have 32 bytes');
  const key = createSecretKey(masterKey);
  const keyId = createHash('sha256').update(masterKey).digest('hex').slice(0, 8);
  const prefix = `v1.${keyId}.`;
  return Object.freeze<Secrets>({
    digest: (token) => createHash('sha256').update(token).digest('hex'),
    seal(plaintext) {
      const iv = randomBytes(IV_BYTES);
      const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(prefix));
      const sealed = Buffer.concat([iv, cipher.update(plaintext, 'utf8'), cipher.final()]);
      return prefix + Buffer.concat([sealed, cipher.getAuthTag()]).toString('base64url');
    },
    open(sealed) {
      if (!sealed.startsWith(prefix)) throw new Error('sealed under another master key');
      const bytes = Buffer.from(sealed.slice(prefix.length), 'base64url');
      if (bytes.length < IV_BYTES + TAG_BYTES) throw new Error('sealed text is too short');
      const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, IV_BYTES), {
        authTagLength: TAG_BYTES,
      });
      decipher.setAAD(Buffer.from(prefix)).setAuthTag(bytes.subarray(-TAG_BYTES));
      const opened = decipher.update(bytes.subarray(IV_BYTES, -TAG_BYTES));
      return Buffer.concat([opened, decipher.final()]).toString('utf8');
    },
  });
}
