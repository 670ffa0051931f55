import { expect, test } from 'vitest';
import { digest, digestHex, hmac } from './digest.ts';

test('digests and HMACs are those of the standards', () => {
  const abc = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad';
  expect(digestHex('sha256', 'abc')).toBe(abc);
  expect(digest('sha256', Buffer.from('abc')).toString('hex')).toBe(abc);
  // RFC 4231, test case 2.
  expect(hmac('sha256', 'Jefe', Buffer.from('what do ya want for nothing?')).toString('hex')).toBe(
    '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843',
  );
});
