import { createCipheriv, createDecipheriv, createSecretKey } from 'node:crypto';
import { decodeBase64 } from './decode-base64.ts';
import { ConfigError } from './errors/config-error.ts';
import { DecryptionError } from './errors/decryption-error.ts';

/** Opens and seals the messages of a message push in secure mode, for one mini-program. */
export interface PushCipher {
  /** @throws DecryptionError; the signature over the ciphertext must have been checked before */
  open(encrypted: string): Buffer;
  /** `random` is 16 bytes that nobody can foresee. */
  seal(message: string | Uint8Array, random: string | Uint8Array): string;
}

const blockBytes = 32;
const headBytes = 20;

/**
 * Makes the cipher: AES-256-CBC, PKCS#7 over blocks of 32, `16 random bytes + length + message + appid` inside.
 *
 * @param encodingAESKey 43 characters, as the mini-program console shows it
 * @throws ConfigError
 */
export function createPushCipher(encodingAESKey: string, appid: string): PushCipher {
  const bytes = Buffer.from(`${encodingAESKey}=`, 'base64');
  if (!/^[A-Za-z0-9+/]{43}$/.test(encodingAESKey) || bytes.length !== 32) throw keyRefused();
  const key = createSecretKey(bytes);
  const iv = bytes.subarray(0, 16);
  const tail = Buffer.from(appid);
  return Object.freeze({
    open(encrypted: string) {
      const data = decodeBase64(encrypted);
      if (data === undefined || data.length === 0 || data.length % blockBytes !== 0) {
        throw new DecryptionError('ciphertext-malformed');
      }
      const decipher = createDecipheriv('aes-256-cbc', key, iv).setAutoPadding(false);
      return readPlain(unpad(Buffer.concat([decipher.update(data), decipher.final()])), tail);
    },
    seal(message: string | Uint8Array, random: string | Uint8Array) {
      const content = Buffer.from(message);
      const head = Buffer.alloc(headBytes);
      head.set(Buffer.from(random).subarray(0, 16));
      head.writeUInt32BE(content.length, 16);
      const cipher = createCipheriv('aes-256-cbc', key, iv).setAutoPadding(false);
      const plain = pad(Buffer.concat([head, content, tail]));
      return Buffer.concat([cipher.update(plain), cipher.final()]).toString('base64');
    },
  });
}

function pad(plain: Buffer): Buffer {
  const count = blockBytes - (plain.length % blockBytes);
  return Buffer.concat([plain, Buffer.alloc(count, count)]);
}

function unpad(padded: Buffer): Buffer {
  const count = padded.at(-1) ?? 0;
  const padding = padded.subarray(-count);
  if (count < 1 || count > blockBytes || padding.some((byte) => byte !== count)) {
    throw new DecryptionError('wrong-key-or-changed');
  }
  return padded.subarray(0, -count);
}

function readPlain(plain: Buffer, appid: Buffer): Buffer {
  const length = plain.length < headBytes ? -1 : plain.readUInt32BE(16);
  const end = headBytes + length;
  if (length < 0 || end > plain.length) throw new DecryptionError('wrong-key-or-changed');
  if (!plain.subarray(end).equals(appid)) throw new DecryptionError('watermark-foreign');
  return plain.subarray(headBytes, end);
}

function keyRefused(): ConfigError {
  return new ConfigError('encodingAESKey', 'it is not 43 letters and digits.', {
    zh: '请填写小程序后台“消息推送”中的 EncodingAESKey。',
    en: 'Give the EncodingAESKey shown in the mini-program console under message push.',
  });
}
