import { constants, createPrivateKey, privateDecrypt, publicEncrypt } from 'node:crypto';
import { expect, test } from 'vitest';
import { failureOf, merchantKeys, otherKeys, wechatKeys } from '../testing/test-wechat.ts';
import { decryptOaep } from './decrypt-oaep.ts';
import { createDecrypter } from './decrypter.ts';
import { encryptOaep, oaepLimit } from './encrypt-oaep.ts';

const oaepSha1 = { padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha1' };

test('a sensitive field opens with OAEP, SHA-1 and MGF1-SHA-1, and with nothing else', () => {
  const sealed = Buffer.from(encryptOaep('张三', wechatKeys.publicKey) ?? '', 'base64');
  const open = (oaepHash: string) =>
    privateDecrypt({ ...oaepSha1, oaepHash, key: wechatKeys.privateKey }, sealed).toString();
  expect(open('sha1')).toBe('张三');
  expect(() => open('sha256')).toThrow();
});

test('one ciphertext holds 214 bytes of UTF-8 and not one more', () => {
  expect(oaepLimit(wechatKeys.publicKey)).toBe(214);
  const longest = `${'张'.repeat(71)}a`;
  expect(Buffer.byteLength(longest)).toBe(214);
  const sealed = encryptOaep(longest, wechatKeys.publicKey) ?? '';
  expect(decryptOaep(sealed, wechatKeys.privateKey)).toBe(longest);
  expect(encryptOaep(`${longest}a`, wechatKeys.publicKey)).toBeUndefined();
});

test('the same text never has the same ciphertext twice', () => {
  const [one, two] = [1, 2].map(() => encryptOaep('张三', wechatKeys.publicKey));
  expect(one).not.toBe(two);
});

test('what WeChat encrypts for the merchant opens with the merchant key, the old or the new one', async () => {
  const sealed = publicEncrypt({ ...oaepSha1, key: merchantKeys.publicKey }, Buffer.from('138'));
  const decrypter = createDecrypter([otherKeys.privateKey, merchantKeys.privateKey]);
  expect(await decrypter.decrypt(sealed.toString('base64'))).toBe('138');
});

test.each([
  ['', 'ciphertext-malformed'],
  ['no base64!', 'ciphertext-malformed'],
  [encryptOaep('x', otherKeys.publicKey) ?? '', 'wrong-key-or-changed'],
  [Buffer.alloc(256).toString('base64'), 'wrong-key-or-changed'],
])('a ciphertext that is not for this key is refused (%#)', async (sealed, reason) => {
  expect(await failureOf(createDecrypter([merchantKeys.privateKey]).decrypt(sealed))).toMatchObject(
    { code: 'DECRYPTION_FAILED', reason, outcome: 'none' },
  );
});

test('bytes that are not UTF-8 are refused, not guessed at', () => {
  const sealed = publicEncrypt({ ...oaepSha1, key: merchantKeys.publicKey }, Buffer.from([0xff]));
  const key = createPrivateKey(merchantKeys.privateKey.export({ type: 'pkcs8', format: 'pem' }));
  expect(() => decryptOaep(sealed.toString('base64'), key)).toThrow('wrong-key-or-changed');
});
