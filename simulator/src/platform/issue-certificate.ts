import { createPrivateKey, createPublicKey, sign } from 'node:crypto';

const FIVE_YEARS_MS = 5 * 365 * 86_400_000;

/** What a certificate states; it is valid for five years from `fromMs`, as WeChat Pay's are. */
export interface CertificateRequest {
  /** PEM, PKCS#8. */
  readonly privateKey: string;
  /** 40 hex digits, the first 1…7. */
  readonly serial: string;
  /** The subject and the issuer. */
  readonly name: CertificateName;
  readonly fromMs: number;
}

/** A name of three parts, as X.500 has them. */
export interface CertificateName {
  readonly commonName: string;
  readonly organization: string;
  /** Two letters. */
  readonly country: string;
}

/**
 * Issues a self-signed X.509 v3 certificate (RSA, SHA-256); PEM.
 *
 * Written out in DER here, since a general library for it would be most of the simulator's start and memory.
 *
 * @see https://www.rfc-editor.org/rfc/rfc5280#section-4.1
 */
export function issueCertificate({ privateKey, serial, name, fromMs }: CertificateRequest): string {
  const key = createPrivateKey(privateKey);
  const publicKey = createPublicKey(key).export({ type: 'spki', format: 'der' });
  const named = nameBytes(name);
  const validity = sequence(moment(fromMs), moment(fromMs + FIVE_YEARS_MS));
  const stated = sequence(
    tagged(0xa0, integer(Buffer.from([2]))),
    integer(Buffer.from(serial, 'hex')),
    SHA256_WITH_RSA,
    named,
    validity,
    named,
    publicKey,
  );
  const signature = tagged(0x03, Buffer.from([0]), sign('RSA-SHA256', stated, key));
  const lines = sequence(stated, SHA256_WITH_RSA, signature)
    .toString('base64')
    .replace(/.{64}(?=.)/g, '$&\n');
  return `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`;
}

function tagged(tag: number, ...parts: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(parts);
  return Buffer.concat([Buffer.from([tag, ...lengthBytes(content.length)]), content]);
}

/** Up to 127 in one byte, else the number of length bytes and then these. */
function lengthBytes(length: number): number[] {
  if (length < 128) return [length];
  return length < 256 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
}

function sequence(...parts: readonly Uint8Array[]): Buffer {
  return tagged(0x30, ...parts);
}

function integer(bytes: Buffer): Buffer {
  return tagged(0x02, bytes);
}

function oid(hex: string): Buffer {
  return tagged(0x06, Buffer.from(hex, 'hex'));
}

/** 1.2.840.113549.1.1.11 with the parameters that RSA wants: none. */
const SHA256_WITH_RSA = sequence(oid('2a864886f70d01010b'), tagged(0x05));

/** 2.5.4.3, 2.5.4.10 and 2.5.4.6; a country is printable text, the rest UTF-8. */
function nameBytes({ commonName, organization, country }: CertificateName): Buffer {
  const part = (type: string, tag: number, text: string) =>
    tagged(0x31, sequence(oid(type), tagged(tag, Buffer.from(text))));
  return sequence(
    part('550406', 0x13, country),
    part('55040a', 0x0c, organization),
    part('550403', 0x0c, commonName),
  );
}

/** UTCTime to the end of 2049, GeneralizedTime after it. */
function moment(ms: number): Buffer {
  const digits = new Date(ms).toISOString().replace(/\D/g, '').slice(0, 14);
  return digits < '2050'
    ? tagged(0x17, Buffer.from(`${digits.slice(2)}Z`))
    : tagged(0x18, Buffer.from(`${digits}Z`));
}
