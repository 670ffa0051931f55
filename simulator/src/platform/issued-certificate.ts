import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto';
import { type CertificateName, issueCertificate } from './issue-certificate.ts';
import type { SeededRandom } from './seeded-random.ts';

/** A certificate with its private key, parsed once; its validity in milliseconds since the epoch. */
export interface IssuedCertificate {
  readonly serial: string;
  readonly certificate: string;
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
  readonly fromMs: number;
  readonly toMs: number;
}

/** What a new certificate is made with. */
export interface IssueParts {
  readonly random: SeededRandom;
  readonly nowMs: () => number;
  readonly generateRsaKeyPair: () => Promise<{ readonly privateKey: string }>;
}

const DAY_MS = 86_400_000;

/** Parses a certificate and its key; both PEM. */
export function readIssued(certificate: string, privateKey: string): IssuedCertificate {
  const parsed = new X509Certificate(certificate);
  return Object.freeze({
    serial: parsed.serialNumber,
    certificate,
    privateKey: createPrivateKey(privateKey),
    publicKey: parsed.publicKey,
    fromMs: parsed.validFromDate.getTime(),
    toMs: parsed.validToDate.getTime(),
  });
}

/** A certificate with its private key as plain text, both PEM. */
export interface CertificateText {
  readonly certificate: string;
  readonly privateKey: string;
}

/** Writes a certificate and its key as text. */
export function writeIssued({ certificate, privateKey }: IssuedCertificate): CertificateText {
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  return { certificate, privateKey: pem };
}

/** Makes a key and a certificate for it, valid since yesterday; `privateKey` is PEM. */
export async function issueAnother(
  name: CertificateName,
  { random, nowMs, generateRsaKeyPair }: IssueParts,
): Promise<{ readonly issued: IssuedCertificate; readonly privateKey: string }> {
  const { privateKey } = await generateRsaKeyPair();
  const serial = newSerial(random);
  const fromMs = nowMs() - DAY_MS;
  const certificate = issueCertificate({ privateKey, serial, name, fromMs });
  return { issued: readIssued(certificate, privateKey), privateKey };
}

/** 40 upper-case hex digits; the first is 1…7, so that DER needs no leading zero byte. */
export function newSerial(random: SeededRandom): string {
  return `${1 + Math.floor(random.next() * 7)}${random.hex(39)}`.toUpperCase();
}

/** Whom a merchant's API certificate names. */
export const certificateName = (mchid: string): CertificateName => ({
  commonName: mchid,
  organization: '微信商户系统',
  country: 'CN',
});

/** Whom a platform certificate names. */
export const PLATFORM_NAME: CertificateName = {
  commonName: 'Tenpay.com sign (simulated)',
  organization: 'Tenpay.com',
  country: 'CN',
};
