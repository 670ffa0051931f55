import fc from 'fast-check';
import { expect, test } from 'vitest';
import { aeadVector } from '../testing/vectors.ts';
import { createAeadKey } from './aead-key.ts';
import { ConfigError } from './errors/config-error.ts';
import { DecryptionError } from './errors/decryption-error.ts';
import { openAead } from './open-aead.ts';

const key = createAeadKey(aeadVector.key);
const { ciphertext, ciphertextWithoutAssociatedData, nonce, associated_data, plaintext } =
  aeadVector;

test('the vector opens', () => {
  expect(openAead({ ciphertext, nonce, associated_data }, key).toString()).toBe(plaintext);
});

test.each([undefined, null, ''])('associated data of %o is no associated data', (absent) => {
  const box = { ciphertext: ciphertextWithoutAssociatedData, nonce, associated_data: absent };
  expect(openAead(box, key).toString()).toBe(plaintext);
});

test('no flipped bit of ciphertext or tag is accepted', () => {
  const sealed = Buffer.from(ciphertext, 'base64');
  fc.assert(
    fc.property(fc.integer({ min: 0, max: sealed.length * 8 - 1 }), (bit) => {
      const flipped = Buffer.from(sealed);
      flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      const box = { ciphertext: flipped.toString('base64'), nonce, associated_data };
      expect(() => openAead(box, key)).toThrow(DecryptionError);
    }),
  );
});

test.each([4, 8, 12, 15])('a tag cut to %i bytes is refused', (tagBytes) => {
  const sealed = Buffer.from(ciphertext, 'base64');
  const cut = sealed.subarray(0, sealed.length - 16 + tagBytes).toString('base64');
  expect(() => openAead({ ciphertext: cut, nonce, associated_data }, key)).toThrow(DecryptionError);
});

test('a box shorter than its tag is malformed, not a crash', () => {
  const tiny = { ciphertext: Buffer.alloc(15).toString('base64'), nonce };
  expect(() => openAead(tiny, key)).toThrow(/ciphertext-malformed/);
  expect(() => openAead({ ciphertext: `${ciphertext}\n`, nonce }, key)).toThrow(/malformed/);
  expect(() => openAead({ ciphertext, nonce: '' }, key)).toThrow(/malformed/);
});

test('another associated data, nonce or key does not open it', () => {
  const otherKey = createAeadKey('x'.repeat(32));
  const wrong = /wrong-key-or-changed/;
  expect(() => openAead({ ciphertext, nonce, associated_data: 'refund' }, key)).toThrow(wrong);
  expect(() => openAead({ ciphertext, nonce: 'gdasflkja484', associated_data }, key)).toThrow(
    wrong,
  );
  expect(() => openAead({ ciphertext, nonce, associated_data }, otherKey)).toThrow(wrong);
});

test.each(['', 'x'.repeat(31), 'x'.repeat(33), `${'x'.repeat(31)} `, '密'.repeat(32)])(
  'an APIv3 key that is not 32 ASCII characters is refused (%#)',
  (text) => {
    expect(() => createAeadKey(text)).toThrow(ConfigError);
  },
);
