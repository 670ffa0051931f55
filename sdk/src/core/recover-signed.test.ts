import { constants, generateKeyPairSync, privateEncrypt, sign } from 'node:crypto';
import { expect, test } from 'vitest';
import { digest, type HashName } from './digest.ts';
import { recoverSigned } from './recover-signed.ts';

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const stranger = generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey;
const text = Buffer.from('wx2421b1c4370ec43b\n1554208460\nnonce\nprepay_id=wx1\n');
const other = Buffer.from('wx2421b1c4370ec43b\n1554208461\nnonce\nprepay_id=wx1\n');

test.each(['md5', 'sha1', 'sha256', 'sha384', 'sha512'] satisfies HashName[])(
  'a %s signature yields its hash and knows its own text from another',
  (hash) => {
    const [signed] = recoverSigned(sign(hash, text, privateKey), publicKey);
    expect(signed).toMatchObject({ scheme: 'pkcs1', hash });
    expect(signed?.matches(text)).toBe(true);
    expect(signed?.matches(other)).toBe(false);
  },
);

test.each([
  ['sha256', 32],
  ['sha256', 0],
  ['sha1', 20],
  ['sha512', constants.RSA_PSS_SALTLEN_MAX_SIGN],
] as const)('a PSS signature with %s and a salt of %i is recognised', (hash, saltLength) => {
  const padding = constants.RSA_PKCS1_PSS_PADDING;
  const signature = sign(hash, text, { key: privateKey, padding, saltLength });
  // With the longest salt another hash may seem to fit as well: only the true one knows the text.
  const knowing = recoverSigned(signature, publicKey).filter((signed) => signed.matches(text));
  expect(knowing).toMatchObject([{ scheme: 'pss', hash }]);
  expect(knowing[0]?.matches(other)).toBe(false);
});

test.each([
  ['the text itself', text],
  ['its bare digest', digest('sha256', text)],
  ['the hex of its digest', Buffer.from(digest('sha256', text).toString('hex').toUpperCase())],
])('%s, encrypted with the private key, is told from a signature', (_, payload) => {
  const [signed] = recoverSigned(privateEncrypt(privateKey, payload), publicKey);
  expect(signed).toMatchObject({ scheme: 'bare', payload });
  expect(signed?.matches(text)).toBe(true);
  expect(signed?.matches(other)).toBe(false);
});

test('another key, an altered signature and a signature of the wrong length prove nothing', () => {
  const signature = sign('sha256', text, privateKey);
  expect(recoverSigned(signature, stranger)).toEqual([]);
  expect(recoverSigned(signature.subarray(1), publicKey)).toEqual([]);
  for (let at = 0; at < 256; at += 1) {
    const altered = Buffer.from(signature);
    altered[at] = (altered[at] ?? 0) ^ 1;
    // One in some thousand looks like PSS with the longest salt; none is certain, none matches.
    for (const signed of recoverSigned(altered, publicKey)) {
      expect([signed.certain, signed.matches(text)]).toEqual([false, false]);
    }
  }
});

test('what is not as long as the modulus, or made by another key, yields nothing', () => {
  const signature = sign('sha256', text, privateKey);
  expect(recoverSigned(signature.subarray(1), publicKey)).toEqual([]);
  expect(recoverSigned(Buffer.alloc(256, 0xff), publicKey)).toEqual([]);
  expect(recoverSigned(signature, stranger).some(({ certain }) => certain)).toBe(false);
});
