import { expect, test } from 'vitest';
import { certificate } from '../testing/certificate.ts';
import {
  merchantKeys,
  nowMs,
  otherKeys,
  wechatKeys,
  wechatSerial,
} from '../testing/test-wechat.ts';
import { ConfigError } from './errors/config-error.ts';
import { createKeyRing } from './key-ring.ts';
import { loadPrivateKey } from './load-private-key.ts';

const { publicKey } = wechatKeys;
const pem = publicKey.export({ type: 'spki', format: 'pem' }).toString();
const inForce = { pem: certificate.pem, atMs: certificate.validFromMs + 1000 };

test('a public key id is compared exactly', () => {
  const ring = createKeyRing([{ serial: wechatSerial, publicKey: pem }]);
  expect(ring.find(wechatSerial, nowMs)?.equals(publicKey)).toBe(true);
  expect(ring.find(wechatSerial.toLowerCase(), nowMs)).toBeUndefined();
  expect(ring.find(`${wechatSerial}0`, nowMs)).toBeUndefined();
});

test('a certificate serial is compared without regard to case, its leading zeros kept', () => {
  const ring = createKeyRing([{ serial: '0A57F09E', publicKey }]);
  expect(ring.find('0a57f09e', nowMs)?.equals(publicKey)).toBe(true);
  expect(ring.find('A57F09E', nowMs)).toBeUndefined();
});

test('a certificate is found by its own serial until it expires, and no longer', () => {
  const ring = createKeyRing([{ certificate: inForce.pem }]);
  expect(ring.find(certificate.serial.toLowerCase(), certificate.validUntilMs)).toBeDefined();
  expect(ring.find(certificate.serial, certificate.validUntilMs + 1)).toBeUndefined();
});

test('the public key is preferred to any certificate', () => {
  const ring = createKeyRing([{ certificate: inForce.pem }, { serial: wechatSerial, publicKey }]);
  expect(ring.preferredSerial(inForce.atMs)).toBe(wechatSerial);
});

test('without a public key the certificate in force is preferred, and none before or after', () => {
  const ring = createKeyRing([{ certificate: inForce.pem }]);
  expect(ring.preferredSerial(inForce.atMs)).toBe(certificate.serial);
  expect(ring.preferredSerial(certificate.validUntilMs + 1)).toBeUndefined();
  expect(ring.preferredSerial(certificate.validFromMs - 1)).toBeUndefined();
});

test('two clients never see each other’s keys', () => {
  const first = createKeyRing([{ serial: wechatSerial, publicKey }]);
  const second = createKeyRing([{ serial: wechatSerial, publicKey: otherKeys.publicKey }]);
  expect(first.find(wechatSerial, nowMs)?.equals(publicKey)).toBe(true);
  expect(second.find(wechatSerial, nowMs)?.equals(otherKeys.publicKey)).toBe(true);
});

test.each([
  ['no key', []],
  ['a private key', [{ serial: wechatSerial, publicKey: wechatKeys.privateKey }]],
  ['unreadable PEM', [{ serial: wechatSerial, publicKey: 'key' }]],
  ['an unreadable certificate', [{ certificate: 'certificate' }]],
  ['a serial that is none', [{ serial: 'the serial', publicKey }]],
  [
    'one serial with two keys',
    [
      { serial: '0a', publicKey },
      { serial: '0A', publicKey: otherKeys.publicKey },
    ],
  ],
])('%s is refused with the option named', (_name, platformKeys) => {
  expect(() => createKeyRing(platformKeys)).toThrow(ConfigError);
  expect(() => createKeyRing(platformKeys)).toThrow(/^platformKeys: /);
});

test('one serial given twice with the same key is fine', () => {
  const entry = { serial: wechatSerial, publicKey };
  expect(createKeyRing([entry, entry]).preferredSerial(nowMs)).toBe(wechatSerial);
});

test.each([
  ['a public key', pem],
  ['a public key object', merchantKeys.publicKey],
  ['rubbish', 'apiclient_key.pem'],
])('%s is refused as a private key, and the error does not repeat it', (_name, input) => {
  expect(() => loadPrivateKey(input)).toThrow(ConfigError);
  expect(() => loadPrivateKey(input)).not.toThrow(/BEGIN/);
});

test('a key that is given is the one that is found, not a copy', () => {
  const ring = createKeyRing([{ serial: wechatSerial, publicKey }]);
  expect(ring.find(wechatSerial, nowMs)).toBe(publicKey);
});

test.each([
  'PUB_KEY_ID_',
  'XPUB_KEY_ID_1',
  'PUB_KEY_ID_1 ',
  'PUB_KEY_ID_1-',
  'AB ',
  ' AB',
  'ABG',
  '',
])('the serial %j is none', (serial) => {
  expect(() => createKeyRing([{ serial, publicKey }])).toThrow(/neither PUB_KEY_ID_/);
});

test('only hex serials lose their case: a public key id in small letters is unknown, also when both are hex', () => {
  const ring = createKeyRing([{ serial: 'abcdef', publicKey }]);
  expect(ring.find('ABCDEF', nowMs)).toBe(publicKey);
  expect(ring.find('abcdef', nowMs)).toBe(publicKey);
  expect(ring.find('xABCDEF', nowMs)).toBeUndefined();
  expect(ring.find('ABCDEFx', nowMs)).toBeUndefined();
});
