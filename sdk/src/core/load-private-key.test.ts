import { createPrivateKey, generateKeyPairSync } from 'node:crypto';
import { expect, test } from 'vitest';
import { merchantKeys } from '../testing/test-wechat.ts';
import { ConfigError } from './errors/config-error.ts';
import { loadPrivateKey } from './load-private-key.ts';

const { privateKey, publicKey } = merchantKeys;
const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();

test('a private key is read from PEM, or taken as it is', () => {
  expect(loadPrivateKey(pem).equals(createPrivateKey(pem))).toBe(true);
  expect(loadPrivateKey(privateKey)).toBe(privateKey);
});

test.each([
  [publicKey, 'it is not a private key.'],
  ['apiclient_key.pem', 'it is not readable PEM.'],
  [generateKeyPairSync('ec', { namedCurve: 'prime256v1' }).privateKey, 'it is not an RSA key.'],
  [generateKeyPairSync('rsa-pss', { modulusLength: 2048 }).privateKey, 'it is not an RSA key.'],
  [generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey, 'it is shorter than 2048 bits.'],
])('%# another key is refused in a sentence, with the remedy', (key, sentence) => {
  const attempt = () => loadPrivateKey(key);
  expect(attempt).toThrow(ConfigError);
  expect(attempt).toThrow(`privateKey: ${sentence}`);
  expect(attempt).toThrow(
    expect.objectContaining({
      advice: {
        zh: expect.stringContaining('apiclient_key.pem'),
        en: expect.stringContaining('apiclient_key.pem'),
      },
    }),
  );
});
