import { issueCertificate } from './issue-certificate.ts';
import { certificateName, newSerial, PLATFORM_NAME } from './issued-certificate.ts';
import type { MerchantCredentials } from './merchant.ts';
import type { SeededRandom } from './seeded-random.ts';

/**
 * All that one simulated WeChat Pay and its merchant are made of, as plain JSON: keep it and hand it to the next
 * simulator, and credentials configured elsewhere stay good; it also saves the making of three RSA keys.
 */
export interface SimulatorMaterial {
  readonly merchant: MerchantCredentials;
  /** The private half of WeChat Pay's public key; PEM. */
  readonly platformPublicKeyPrivateKey: string;
  /** The private key of the platform certificate; PEM. */
  readonly platformCertificatePrivateKey: string;
}

/** What the making needs from outside. */
export interface MaterialSource {
  readonly random: SeededRandom;
  readonly nowMs: number;
  readonly merchantName: string;
  readonly generateRsaKeyPair: () => Promise<{
    readonly privateKey: string;
    readonly publicKey: string;
  }>;
}

const DAY_MS = 86_400_000;

/** Makes fresh material: three RSA-2048 keys side by side (most of the start-up time) and two certificates. */
export async function makeMaterial(source: MaterialSource): Promise<SimulatorMaterial> {
  const { random, nowMs, merchantName, generateRsaKeyPair } = source;
  const [merchantKey, publicKey, certificateKey] = await Promise.all([
    generateRsaKeyPair(),
    generateRsaKeyPair(),
    generateRsaKeyPair(),
  ]);
  const mchid = `16${random.digits(8)}`;
  const merchantSerial = newSerial(random);
  const platformSerial = newSerial(random);
  // Issued a day ago: a client whose clock is a little behind accepts them as well.
  const fromMs = nowMs - DAY_MS;
  const [merchantCertificate, platformCertificate] = await Promise.all([
    issueCertificate({
      privateKey: merchantKey.privateKey,
      serial: merchantSerial,
      name: certificateName(mchid),
      fromMs,
    }),
    issueCertificate({
      privateKey: certificateKey.privateKey,
      serial: platformSerial,
      name: PLATFORM_NAME,
      fromMs,
    }),
  ]);
  const merchant: MerchantCredentials = {
    mchid,
    name: merchantName,
    appid: `wx${random.hex(16)}`,
    appSecret: random.hex(32),
    merchantSerial,
    merchantPrivateKey: merchantKey.privateKey,
    merchantCertificate,
    apiV3Key: random.letters(32),
    publicKeyId: `PUB_KEY_ID_0${mchid}${random.digits(23)}`,
    publicKey: publicKey.publicKey,
    platformSerial,
    platformCertificate,
  };
  return Object.freeze({
    merchant: Object.freeze(merchant),
    platformPublicKeyPrivateKey: publicKey.privateKey,
    platformCertificatePrivateKey: certificateKey.privateKey,
  });
}
