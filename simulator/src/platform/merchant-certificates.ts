import {
  type CertificateText,
  certificateName,
  type IssuedCertificate,
  type IssueParts,
  issueAnother,
  readIssued,
  writeIssued,
} from './issued-certificate.ts';
import type { Memory } from './memory.ts';
import { verifyText } from './rsa-signature.ts';

/** The standing of a merchant's API certificate. */
export type CertificateStanding = (typeof certificateStandings)[number];

/** Every standing the control API accepts. */
export const certificateStandings = ['valid', 'expired', 'revoked', 'replaced'] as const;

/** A certificate of the merchant with its standing now. */
export interface MerchantCertificate {
  readonly issued: IssuedCertificate;
  readonly standing: CertificateStanding;
}

/** A new certificate as the merchant's console hands it out; PEM. */
export interface NewMerchantCertificate {
  readonly merchantSerial: string;
  readonly merchantPrivateKey: string;
  readonly merchantCertificate: string;
}

/** The merchant's API certificates; up to three are valid at once. */
export interface MerchantCertificates {
  find(serial: string): MerchantCertificate | undefined;
  list(): readonly MerchantCertificate[];
  /** Issues one more; `undefined` when three are valid already. */
  issue(): Promise<NewMerchantCertificate | undefined>;
  /** Answers whether there is such a certificate. */
  change(serial: string, standing: CertificateStanding): boolean;
  /** Whether the merchant signed `text` with the key of a valid certificate. */
  verify(text: Uint8Array, signature: string): boolean;
}

const MOST_VALID = 3;

/** Keeps the certificates; past its five years one is expired by itself. */
export function createMerchantCertificates(
  first: IssuedCertificate,
  mchid: string,
  parts: IssueParts & { readonly memory: Memory },
): MerchantCertificates {
  const issuedBySerial = new Map([[first.serial, first]]);
  const standings = parts.memory.map<string, CertificateStanding>('certificates.standings');
  parts.memory.own<readonly CertificateText[]>(
    'certificates.merchant',
    () => [...issuedBySerial.values()].slice(1).map(writeIssued),
    (further = []) => {
      issuedBySerial.clear();
      const kept = further.map(({ certificate, privateKey }) =>
        readIssued(certificate, privateKey),
      );
      for (const issued of [first, ...kept]) issuedBySerial.set(issued.serial, issued);
    },
  );

  function find(serial: string): MerchantCertificate | undefined {
    const issued = issuedBySerial.get(serial.toUpperCase());
    if (issued === undefined) return undefined;
    const given = standings.get(issued.serial) ?? 'valid';
    const late = given === 'valid' && parts.nowMs() >= issued.toMs;
    return { issued, standing: late ? 'expired' : given };
  }

  const list = () => [...issuedBySerial.keys()].flatMap((serial) => find(serial) ?? []);
  const valid = () => list().filter(({ standing }) => standing === 'valid');

  return Object.freeze({
    find,
    list,
    async issue() {
      if (valid().length >= MOST_VALID) return undefined;
      const { issued, privateKey } = await issueAnother(certificateName(mchid), parts);
      issuedBySerial.set(issued.serial, issued);
      return {
        merchantSerial: issued.serial,
        merchantPrivateKey: privateKey,
        merchantCertificate: issued.certificate,
      };
    },
    change(serial: string, standing: CertificateStanding) {
      const found = find(serial);
      if (found !== undefined) standings.set(found.issued.serial, standing);
      return found !== undefined;
    },
    verify: (text: Uint8Array, signature: string) =>
      valid().some(({ issued }) => verifyText(text, issued.publicKey, signature)),
  });
}
