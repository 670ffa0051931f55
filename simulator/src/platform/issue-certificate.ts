import 'reflect-metadata';
import { createPrivateKey, createPublicKey } from 'node:crypto';
import { X509CertificateGenerator } from '@peculiar/x509';

const ALGORITHM = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' };
const FIVE_YEARS_MS = 5 * 365 * 86_400_000;

/** What a certificate states; it is valid for five years from `fromMs`, as WeChat Pay's are. */
export interface CertificateRequest {
  /** PEM, PKCS#8. */
  readonly privateKey: string;
  /** 40 hex digits. */
  readonly serial: string;
  /** X.500 name, for example `CN=1900000001, O=…`. */
  readonly name: string;
  readonly fromMs: number;
}

/** Issues a self-signed X.509 certificate; PEM. */
export async function issueCertificate(request: CertificateRequest): Promise<string> {
  const privateKey = createPrivateKey(request.privateKey);
  const pkcs8 = privateKey.export({ type: 'pkcs8', format: 'der' });
  const spki = createPublicKey(privateKey).export({ type: 'spki', format: 'der' });
  const { subtle } = globalThis.crypto;
  const [signingKey, verifyingKey] = await Promise.all([
    subtle.importKey('pkcs8', pkcs8, ALGORITHM, false, ['sign']),
    subtle.importKey('spki', spki, ALGORITHM, true, ['verify']),
  ]);
  const certificate = await X509CertificateGenerator.createSelfSigned({
    serialNumber: request.serial,
    name: request.name,
    notBefore: new Date(request.fromMs),
    notAfter: new Date(request.fromMs + FIVE_YEARS_MS),
    signingAlgorithm: ALGORITHM,
    keys: { privateKey: signingKey, publicKey: verifyingKey },
  });
  return `${certificate.toString('pem')}\n`;
}
