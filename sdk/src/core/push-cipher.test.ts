import { createCipheriv } from 'node:crypto';
import { expect, test } from 'vitest';
import { DecryptionError } from './errors/decryption-error.ts';
import { createPushCipher } from './push-cipher.ts';

const encodingAESKey = `${'q'.repeat(42)}A`;
const appid = 'wx1';
const cipher = createPushCipher(encodingAESKey, appid);

/** Encrypts a plaintext just as it is, padding included. */
function raw(plain: Buffer): string {
  const key = Buffer.from(`${encodingAESKey}=`, 'base64');
  const sealing = createCipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false);
  return Buffer.concat([sealing.update(plain), sealing.final()]).toString('base64');
}

/** 16 bytes, a length, the rest, and padding bytes of this count and value. */
function plaintext(length: number, rest: string, padding: readonly [count: number, value: number]) {
  const head = Buffer.alloc(20, 'r');
  head.writeUInt32BE(length, 16);
  return raw(Buffer.concat([head, Buffer.from(rest), Buffer.alloc(padding[0], padding[1])]));
}

/** Nine bytes of padding, one of which is not a nine. */
const unevenPadding = raw(
  Buffer.concat([
    Buffer.alloc(16, 'r'),
    Buffer.alloc(4),
    Buffer.from('wx1'),
    Buffer.from([9, 9, 1, 9, 9, 9, 9, 9, 9]),
  ]),
);

function reasonOf(encrypted: string): string {
  try {
    return `opened: ${cipher.open(encrypted)}`;
  } catch (error) {
    if (error instanceof DecryptionError) return error.reason;
    throw error;
  }
}

test('what is sealed opens again, whatever its length', () => {
  for (let length = 0; length < 100; length += 1) {
    const message = '文'.repeat(length);
    expect(cipher.open(cipher.seal(message, 'r'.repeat(16))).toString()).toBe(message);
  }
});

test('padding is that of blocks of 32 bytes', () => {
  // 20 + 9 + 3 bytes fill one block: a whole block of padding follows.
  const sealed = cipher.seal('123456789', 'r'.repeat(16));
  expect(Buffer.from(sealed, 'base64')).toHaveLength(64);
  expect(reasonOf(plaintext(9, '123456789wx1', [32, 32]))).toBe('opened: 123456789');
});

test.each([
  ['a padding byte that is not like the others', unevenPadding],
  ['a padding of 0', plaintext(0, 'wx1', [9, 0])],
  ['a padding of 33', plaintext(0, 'wx1'.padEnd(11), [33, 33])],
  ['a length beyond the end', plaintext(4, 'wx1', [9, 9])],
  ['the largest length', plaintext(0xffffffff, 'wx1', [9, 9])],
  ['nothing but padding', raw(Buffer.alloc(32, 32))],
  ['less than a head', raw(Buffer.concat([Buffer.alloc(10), Buffer.alloc(22, 22)]))],
])('%s is not opened', (_name, encrypted) => {
  expect(reasonOf(encrypted)).toBe('wrong-key-or-changed');
});

test.each([
  ['a longer appid', plaintext(0, 'wx12', [8, 8])],
  ['a shorter one', plaintext(1, 'wx1', [9, 9])],
  ['none', plaintext(3, 'wx1', [9, 9])],
])('a message for %s is not opened', (_name, encrypted) => {
  expect(reasonOf(encrypted)).toBe('watermark-foreign');
});

test.each(['', 'AAAA', 'no base64!', `${'A'.repeat(43)}`])('%s is no ciphertext', (encrypted) => {
  expect(reasonOf(encrypted)).toBe('ciphertext-malformed');
});

test.each([
  [`${encodingAESKey}=`],
  [` ${encodingAESKey}`],
  [`${'q'.repeat(41)}A`],
  [`${'q'.repeat(42)}-`],
  [`${encodingAESKey}${encodingAESKey}`],
])('%j is no EncodingAESKey, and the error says where the right one is', (wrong) => {
  expect(() => createPushCipher(wrong, appid)).toThrow(
    'encodingAESKey: it is not 43 letters and digits. Give the EncodingAESKey shown in the mini-program console under ' +
      'message push.',
  );
  expect(() => createPushCipher(wrong, appid)).toThrow(
    expect.objectContaining({
      advice: expect.objectContaining({ zh: expect.stringContaining('EncodingAESKey') }),
    }),
  );
});
