import { createPrivateKey, createPublicKey, KeyObject, X509Certificate } from 'node:crypto';

/** The public half of an RSA key, as `node:crypto` holds it. */
export type PublicKey = KeyObject;

/** What a PEM file turned out to hold, reduced to its public half. */
export interface KeyMaterial {
  readonly kind: 'certificate' | 'public-key' | 'private-key';
  readonly publicKey: PublicKey;
  /** Undefined for keys that are not RSA. */
  readonly bits: number | undefined;
  /** First 8 bytes of the modulus in upper-case hex: enough to tell keys apart by eye, and public. */
  readonly modulusStart: string;
  /** Of certificates only. */
  readonly certificate:
    | {
        /** Upper-case hex, leading zeros kept. */
        readonly serial: string;
        readonly subject: string;
        readonly issuer: string;
        readonly fromMs: number;
        readonly untilMs: number;
      }
    | undefined;
}

/** Reads a certificate, a public or a private key, whichever it is; undefined when it is none of them. */
export function readKeyMaterial(input: string | KeyObject): KeyMaterial | undefined {
  try {
    if (input instanceof KeyObject) {
      if (input.type === 'secret') return undefined;
      return describe(
        `${input.type}-key`,
        input.type === 'private' ? createPublicKey(input) : input,
      );
    }
    if (input.includes('BEGIN CERTIFICATE')) return describeCertificate(new X509Certificate(input));
    if (input.includes('PRIVATE KEY')) {
      return describe('private-key', createPublicKey(createPrivateKey(input)));
    }
    return describe('public-key', createPublicKey(input));
  } catch {
    return undefined;
  }
}

function describeCertificate(certificate: X509Certificate): KeyMaterial {
  return {
    ...describe('certificate', certificate.publicKey),
    certificate: {
      serial: certificate.serialNumber,
      subject: certificate.subject.replaceAll('\n', ', '),
      issuer: certificate.issuer.replaceAll('\n', ', '),
      fromMs: certificate.validFromDate.getTime(),
      untilMs: certificate.validToDate.getTime(),
    },
  };
}

function describe(kind: KeyMaterial['kind'], publicKey: KeyObject): KeyMaterial {
  const modulus = Buffer.from(publicKey.export({ format: 'jwk' }).n ?? '', 'base64url');
  return {
    kind,
    publicKey,
    bits: publicKey.asymmetricKeyDetails?.modulusLength,
    modulusStart: modulus.subarray(0, 8).toString('hex').toUpperCase(),
    certificate: undefined,
  };
}
