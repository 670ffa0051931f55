import { generateKeyPairSync, X509Certificate } from 'node:crypto';
import { expect, test } from 'vitest';
import { issueCertificate } from './issue-certificate.ts';

const { privateKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  publicKeyEncoding: { type: 'spki', format: 'pem' },
});
const serial = '5157F09EFDC096DE15EBE81A47057A7232F1B8E1';
const name = { commonName: '1600000001', organization: '微信商户系统', country: 'CN' };

test('a certificate names its owner, its serial and its five years, and is signed by its own key', () => {
  const pem = issueCertificate({ privateKey, serial, name, fromMs: Date.UTC(2026, 0, 1) });
  const certificate = new X509Certificate(pem);
  expect(certificate.serialNumber).toBe(serial);
  expect(certificate.subject).toBe('C=CN\nO=微信商户系统\nCN=1600000001');
  expect(certificate.validFromDate.toISOString()).toBe('2026-01-01T00:00:00.000Z');
  expect(certificate.validToDate.toISOString()).toBe('2030-12-31T00:00:00.000Z');
  expect(certificate.verify(certificate.publicKey)).toBe(true);
  expect(certificate.publicKey.asymmetricKeyType).toBe('rsa');
});

test('a certificate that lives past 2049 is dated in the longer form', () => {
  const pem = issueCertificate({ privateKey, serial, name, fromMs: Date.UTC(2048, 5, 1) });
  expect(new X509Certificate(pem).validToDate.getUTCFullYear()).toBe(2053);
});
