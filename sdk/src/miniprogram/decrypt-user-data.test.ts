import { createCipheriv } from 'node:crypto';
import { expect, test } from 'vitest';
import { DecryptionError } from '../core/errors/decryption-error.ts';
import { signWithSessionKey, verifyRawData } from '../core/session-signature.ts';
import { phoneVector, sessionVectors, userDataVector } from '../testing/vectors.ts';
import { decryptPhoneNumber } from './decrypt-phone-number.ts';
import { decryptUserData } from './decrypt-user-data.ts';

test('the user of Tencent’s demo opens', () => {
  expect(decryptUserData(userDataVector)).toMatchObject({
    openId: 'oGZUI0egBJY1zhBYw2KhdUfwVJJE',
    nickName: 'Band',
    unionId: 'ocMvos6NjeKLIBqg5Mr9QjxrP1FA',
    watermark: { timestamp: 1477314187, appid: 'wx4f4bc4dec97d474b' },
  });
});

test('the phone number opens', () => {
  expect(decryptPhoneNumber(phoneVector)).toEqual({
    phoneNumber: '13580006666',
    purePhoneNumber: '13580006666',
    countryCode: '86',
    watermark: { timestamp: 1700000000, appid: 'wx4f4bc4dec97d474b' },
  });
});

test('data made for another mini-program is refused', () => {
  expect(reasonOf(() => decryptUserData({ ...phoneVector, appid: 'wxother' }))).toBe(
    'watermark-foreign',
  );
});

test('data older than asked for is refused', () => {
  const opened = decryptPhoneNumber({ ...phoneVector, notBefore: 1700000000 });
  expect(opened.countryCode).toBe('86');
  expect(reasonOf(() => decryptPhoneNumber({ ...phoneVector, notBefore: 1700000001 }))).toBe(
    'watermark-old',
  );
});

test('user data that holds no phone number is not a phone number', () => {
  expect(reasonOf(() => decryptPhoneNumber(userDataVector))).toBe('wrong-key-or-changed');
});

test('a wrong key never yields data, whether its padding happens to fit or not', () => {
  for (let first = 0; first < 1024; first += 1) {
    const key = Buffer.alloc(16, 7);
    key.writeUInt16BE(first);
    const sessionKey = key.toString('base64');
    expect(reasonOf(() => decryptUserData({ ...phoneVector, sessionKey }))).toBe(
      'wrong-key-or-changed',
    );
  }
});

test.each(['null', '[]', '{}', '{"watermark":{}}', '{"watermark":{"appid":"wx4f4bc4dec97d474b"}}'])(
  'data without a whole watermark (%s) is refused',
  (text) => {
    const { sessionKey, iv, appid } = phoneVector;
    const key = Buffer.from(sessionKey, 'base64');
    const cipher = createCipheriv('aes-128-cbc', key, Buffer.from(iv, 'base64'));
    const encryptedData = Buffer.concat([cipher.update(text), cipher.final()]).toString('base64');
    expect(reasonOf(() => decryptUserData({ sessionKey, iv, appid, encryptedData }))).toBe(
      'wrong-key-or-changed',
    );
  },
);

test.each([
  { sessionKey: 'AAECAw==' },
  { sessionKey: 'not base64' },
  { iv: '' },
  { encryptedData: '' },
  { encryptedData: 'AAAA' },
  { encryptedData: ` ${phoneVector.encryptedData}` },
])('misshapen input is said to be so (%#)', (change) => {
  expect(reasonOf(() => decryptUserData({ ...phoneVector, ...change }))).toBe(
    'ciphertext-malformed',
  );
});

test('the official session_key signatures are rebuilt', () => {
  const { hmac, raw } = sessionVectors;
  expect(signWithSessionKey(hmac.message, hmac.sessionKey)).toBe(hmac.signature);
  expect(signWithSessionKey('', hmac.sessionKey)).toBe(hmac.signatureOfNothing);
  expect(verifyRawData(raw)).toBe(true);
  expect(verifyRawData({ ...raw, rawData: `${raw.rawData} ` })).toBe(false);
  expect(verifyRawData({ ...raw, signature: raw.signature.slice(1) })).toBe(false);
});

function reasonOf(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    if (error instanceof DecryptionError) return error.reason;
    throw error;
  }
  return 'opened';
}
