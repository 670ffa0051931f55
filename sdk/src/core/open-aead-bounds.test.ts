import { createCipheriv } from 'node:crypto';
import { expect, test } from 'vitest';
import { apiV3Key } from '../testing/test-wechat.ts';
import { createAeadKey } from './aead-key.ts';
import { openAead } from './open-aead.ts';

const key = createAeadKey(apiV3Key);

function sealWith(nonce: string, plaintext: string): string {
  const cipher = createCipheriv('aes-256-gcm', Buffer.from(apiV3Key), nonce);
  const sealed = [cipher.update(plaintext, 'utf8'), cipher.final(), cipher.getAuthTag()];
  return Buffer.concat(sealed).toString('base64');
}

test('a box may be empty but for its tag, and no shorter', () => {
  const nonce = 'fdasflkja484';
  const ciphertext = sealWith(nonce, '');
  expect(openAead({ ciphertext, nonce }, key)).toHaveLength(0);
  const shorter = Buffer.from(ciphertext, 'base64').subarray(1).toString('base64');
  expect(() => openAead({ ciphertext: shorter, nonce }, key)).toThrow(
    expect.objectContaining({ reason: 'ciphertext-malformed' }),
  );
});

test('a nonce may have 16 bytes, and neither 17 nor none', () => {
  const longest = 'n'.repeat(16);
  expect(openAead({ ciphertext: sealWith(longest, 'a'), nonce: longest }, key).toString()).toBe(
    'a',
  );
  const tooLong = `${longest}n`;
  for (const nonce of [tooLong, '']) {
    expect(() => openAead({ ciphertext: sealWith(longest, 'a'), nonce }, key)).toThrow(
      expect.objectContaining({ reason: 'ciphertext-malformed' }),
    );
  }
});
