import { createSecretKey, generateKeyPairSync } from 'node:crypto';
import { expect, test } from 'vitest';
import { issueCertificate } from '../testing/issue-certificate.ts';
import { readKeyMaterial } from './key-material.ts';

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });

test('certificate, public and private key are told apart, and reduced to the public half', () => {
  const certificate = issueCertificate({
    commonName: '1900007291',
    serial: '0157F09EFDC096DE15EBE81A47057A7232F1B8E1',
    from: '2025-01-01T00:00:00Z',
    until: '2030-01-01T00:00:00Z',
  });
  expect(readKeyMaterial(certificate.pem)).toMatchObject({
    kind: 'certificate',
    bits: 2048,
    certificate: { serial: '0157F09EFDC096DE15EBE81A47057A7232F1B8E1', subject: 'CN=1900007291' },
  });
  const own = readKeyMaterial(certificate.privateKey);
  expect(own).toMatchObject({ kind: 'private-key', certificate: undefined });
  expect(own?.publicKey.type).toBe('public');
  expect(own?.publicKey.equals(certificate.publicKey)).toBe(true);
  const pem = publicKey.export({ type: 'spki', format: 'pem' }).toString();
  expect(readKeyMaterial(pem)).toMatchObject({ kind: 'public-key', bits: 2048 });
});

test('key objects are read, too, and one key has one modulus however it is given', () => {
  const [fromPrivate, fromPublic] = [readKeyMaterial(privateKey), readKeyMaterial(publicKey)];
  expect(fromPrivate?.kind).toBe('private-key');
  expect(fromPublic?.kind).toBe('public-key');
  expect(fromPrivate?.modulusStart).toMatch(/^[0-9A-F]{16}$/);
  expect(fromPrivate?.modulusStart).toBe(fromPublic?.modulusStart);
});

test('what is no key yields nothing; what is not RSA has no modulus', () => {
  expect(readKeyMaterial('rubbish')).toBeUndefined();
  expect(
    readKeyMaterial('-----BEGIN CERTIFICATE-----\nrubbish\n-----END CERTIFICATE-----'),
  ).toBeUndefined();
  expect(readKeyMaterial(createSecretKey(Buffer.alloc(32)))).toBeUndefined();
  const curve = generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey;
  expect(readKeyMaterial(curve)).toMatchObject({ bits: undefined, modulusStart: '' });
});
