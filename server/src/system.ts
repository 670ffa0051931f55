/** The server's own effects: clock, randomness, and secrets sealed under the master key. */
import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createSecretKey,
  type KeyObject,
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

/**
 * The operating system's randomness. A UUID is of version 7: it begins with the time, so that what is
 * written together lies together in an index, and a month of ids is one stretch; 74 bits are random.
 */
export const systemRandom: Random = Object.freeze({
  uuid: () => timeOrderedUuid(Date.now()),
  token: () => randomBytes(32).toString('base64url'),
  digits: (length: number) =>
    Array.from({ length }, () => ALPHABET[randomInt(ALPHABET.length)]).join(''),
});

/**
 * Creates the keeper of secrets: AES-256-GCM under the master key, a fresh nonce each time.
 * Sealed text is `v1.<key id>.<base64url of nonce, ciphertext and tag>`; the key id is bound to it.
 *
 * @param masterKey 32 bytes; seals, and opens.
 * @param others Keys that only open: earlier ones, or the next one while servers change over to it.
 * @throws RangeError when a key has another length.
 */
export function createSecrets(masterKey: Uint8Array, others: readonly Uint8Array[] = []): Secrets {
  const current = readKey(masterKey);
  const keys = new Map([...others.map(readKey), current].map((key) => [key.id, key]));
  return Object.freeze<Secrets>({
    keyId: current.id,
    digest: (token) => createHash('sha256').update(token).digest('hex'),
    seal(plaintext) {
      const iv = randomBytes(IV_BYTES);
      const prefix = prefixOf(current.id);
      const cipher = createCipheriv('aes-256-gcm', current.key, iv).setAAD(Buffer.from(prefix));
      const sealed = Buffer.concat([iv, cipher.update(plaintext, 'utf8'), cipher.final()]);
      return prefix + Buffer.concat([sealed, cipher.getAuthTag()]).toString('base64url');
    },
    open(sealed) {
      const [version, id = '', text] = sealed.split('.');
      const found = keys.get(id);
      if (version !== 'v1' || !found || text === undefined) {
        throw new Error('sealed under another master key');
      }
      const bytes = Buffer.from(text, 'base64url');
      if (bytes.length < IV_BYTES + TAG_BYTES) throw new Error('sealed text is too short');
      const decipher = createDecipheriv('aes-256-gcm', found.key, bytes.subarray(0, IV_BYTES), {
        authTagLength: TAG_BYTES,
      });
      decipher.setAAD(Buffer.from(prefixOf(id))).setAuthTag(bytes.subarray(-TAG_BYTES));
      const opened = decipher.update(bytes.subarray(IV_BYTES, -TAG_BYTES));
      return Buffer.concat([opened, decipher.final()]).toString('utf8');
    },
  });
}

function readKey(bytes: Uint8Array): { readonly id: string; readonly key: KeyObject } {
  if (bytes.length !== 32) throw new RangeError('a master key must have 32 bytes');
  const id = createHash('sha256').update(bytes).digest('hex').slice(0, 8);
  return { id, key: createSecretKey(bytes) };
}

function prefixOf(keyId: string): string {
  return `v1.${keyId}.`;
}

/** @see https://www.rfc-editor.org/rfc/rfc9562#section-5.7 */
function timeOrderedUuid(nowMs: number): string {
  const time = nowMs.toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${randomUUID().slice(15)}`;
}
