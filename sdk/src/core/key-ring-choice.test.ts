import { generateKeyPairSync } from 'node:crypto';
import { expect, test } from 'vitest';
import { certificate } from '../testing/certificate.ts';
import { issueCertificate } from '../testing/issue-certificate.ts';
import { merchantKeys, otherKeys, wechatKeys, wechatSerial } from '../testing/test-wechat.ts';
import { ConfigError } from './errors/config-error.ts';
import { createKeyRing, createLiveKeyRing } from './key-ring.ts';

const { publicKey } = wechatKeys;
const { pem, serial, validFromMs, validUntilMs } = certificate;
const both = [{ certificate: pem }, { serial: wechatSerial, publicKey }];

test('a certificate is in force from its first millisecond to its last', () => {
  const ring = createKeyRing([{ certificate: pem }]);
  expect(ring.preferredSerial(validFromMs - 1)).toBeUndefined();
  expect(ring.preferredSerial(validFromMs)).toBe(serial);
  expect(ring.preferredSerial(validUntilMs)).toBe(serial);
  expect(ring.preferredSerial(validUntilMs + 1)).toBeUndefined();
});

test('which kind is preferred can be chosen, and the other takes its place when there is none', () => {
  expect(createKeyRing(both, 'certificate').preferredSerial(validFromMs)).toBe(serial);
  expect(createKeyRing(both, 'certificate').preferredSerial(validUntilMs + 1)).toBe(wechatSerial);
  expect(createKeyRing(both, 'public-key').preferredSerial(validFromMs)).toBe(wechatSerial);
  expect(createKeyRing(both).preferredSerial(validFromMs)).toBe(wechatSerial);
});

test('certificates are taken in later, beside the keys given, and listed while they are in force', () => {
  const ring = createLiveKeyRing([{ serial: wechatSerial, publicKey }]);
  expect(ring.serials(validFromMs)).toEqual([wechatSerial]);
  ring.adopt([pem]);
  expect(ring.serials(validUntilMs)).toEqual([wechatSerial, serial]);
  expect(ring.serials(validUntilMs + 1)).toEqual([wechatSerial]);
  expect(ring.find(serial, validFromMs)).toBeDefined();
  expect(ring.find(wechatSerial, validFromMs)?.equals(publicKey)).toBe(true);
  ring.adopt([]);
  expect(ring.find(serial, validFromMs)).toBeUndefined();
});

const ec = generateKeyPairSync('ec', { namedCurve: 'prime256v1' }).publicKey;
const pss = generateKeyPairSync('rsa-pss', { modulusLength: 2048 });
const short = generateKeyPairSync('rsa', { modulusLength: 1024 }).publicKey;

test.each([
  [[], 'none is given, so that no answer could be verified.'],
  [
    [
      { serial: 'AB', publicKey },
      { serial: 'ab', publicKey: otherKeys.publicKey },
    ],
    'serial ab is given with two different keys.',
  ],
  [[{ serial: 'KEY-1', publicKey }], '"KEY-1" is neither PUB_KEY_ID_… nor a hex serial.'],
  [[{ certificate: 'no' }], 'a certificate is not readable PEM.'],
  [[{ serial: 'AB', publicKey: 'no' }], 'a public key is not readable PEM.'],
  [
    [{ serial: 'AB', publicKey: merchantKeys.privateKey }],
    'a private key is given where WeChat’s public key belongs.',
  ],
  [[{ serial: 'AB', publicKey: short }], 'a key is not RSA of 2048 bits.'],
  [[{ serial: 'AB', publicKey: ec }], 'a key is not RSA of 2048 bits.'],
  [[{ serial: 'AB', publicKey: pss.publicKey }], 'a key is not RSA of 2048 bits.'],
])('%# what is wrong with the keys is said in a sentence, with the remedy', (keys, sentence) => {
  const attempt = () => createKeyRing(keys);
  expect(attempt).toThrow(ConfigError);
  expect(attempt).toThrow(sentence);
  expect(attempt).toThrow(
    expect.objectContaining({
      advice: {
        zh: expect.stringContaining('PUB_KEY_ID_'),
        en: expect.stringContaining('PUB_KEY_ID_'),
      },
    }),
  );
});

test('a ring that takes certificates in later prefers the public key as well', () => {
  expect(createLiveKeyRing(both).preferredSerial(validFromMs)).toBe(wechatSerial);
});

test('of two certificates in force the one that begins later is preferred, whatever their order', () => {
  const until = '2036-01-01T00:00:00Z';
  const issue = (digit: string, from: string) =>
    issueCertificate({ commonName: 'Tenpay.com test', serial: digit.repeat(40), from, until });
  const old = issue('1', '2026-01-01T00:00:00Z');
  const young = issue('2', '2027-01-01T00:00:00Z');
  const beginsMs = Date.parse('2027-01-01T00:00:00Z');
  for (const pems of [
    [old.pem, young.pem],
    [young.pem, old.pem],
  ]) {
    const ring = createKeyRing(pems.map((one) => ({ certificate: one })));
    expect(ring.preferredSerial(beginsMs)).toBe(young.serial);
    expect(ring.preferredSerial(beginsMs - 1)).toBe(old.serial);
  }
});
