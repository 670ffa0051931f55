import { createCipheriv } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { failureOf } from '../testing/test-wechat.ts';
import { openFile } from './open-file.ts';

const key = Buffer.from('k'.repeat(32));
const nonce = 'n'.repeat(12);

function seal(plain: Uint8Array): Buffer {
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  return Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

async function open(sealed: Uint8Array, cut: number, how = { key, nonce }): Promise<Buffer> {
  const pieces = (async function* () {
    for (let at = 0; at < sealed.length; at += cut) yield sealed.subarray(at, at + cut);
  })();
  const opened: Uint8Array[] = [];
  for await (const piece of openFile(pieces, how)) opened.push(piece);
  return Buffer.concat(opened);
}

test('what was sealed is opened, however it is cut', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.uint8Array({ maxLength: 200 }),
      fc.integer({ min: 1, max: 60 }),
      async (plain, cut) => {
        expect((await open(seal(plain), cut)).equals(plain)).toBe(true);
      },
    ),
  );
});

test('no flipped bit is let through, and nothing is yielded before the tag agreed', async () => {
  const sealed = seal(Buffer.from('交易时间'));
  for (let bit = 0; bit < sealed.length * 8; bit += 1) {
    const changed = Buffer.from(sealed);
    changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
    expect(await failureOf(open(changed, 7))).toMatchObject({ reason: 'wrong-key-or-changed' });
  }
});

test.each([
  ['a file without a whole tag', seal(Buffer.from('')).subarray(1), { key, nonce }],
  ['a key of another length', seal(Buffer.from('x')), { key: key.subarray(1), nonce }],
  ['no nonce', seal(Buffer.from('x')), { key, nonce: '' }],
  ['a nonce that is too long', seal(Buffer.from('x')), { key, nonce: 'n'.repeat(17) }],
])('%s is refused', async (_name, sealed, how) => {
  expect(await failureOf(open(sealed, 5, how))).toMatchObject({ reason: 'ciphertext-malformed' });
});
