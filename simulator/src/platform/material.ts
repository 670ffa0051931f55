import { createPublicKey } from 'node:crypto';
import { issueCertificate } from './issue-certificate.ts';
import { certificateName, newSerial, PLATFORM_NAME } from './issued-certificate.ts';
import type { MerchantCredentials } from './merchant.ts';
import type { SeededRandom } from './seeded-random.ts';

/**
 * All that one simulated WeChat Pay and its merchant are made of, as plain JSON: keep it and hand it to the next
 * simulator, and credentials configured elsewhere stay good.
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
  /** RSA-2048 private keys; PEM, PKCS#8. */
  readonly keys: PrivateKeys;
}

/** The private keys that a merchant and its WeChat stand on; PEM. */
export interface PrivateKeys {
  readonly merchant: string;
  readonly platformPublicKey: string;
  readonly platformCertificate: string;
}

const DAY_MS = 86_400_000;

/** Makes a merchant with names, serials and certificates of its own on the keys given. */
export function makeMaterial(source: MaterialSource): SimulatorMaterial {
  const { random, nowMs, merchantName, keys } = source;
  const mchid = `16${random.digits(8)}`;
  const merchantSerial = newSerial(random);
  const platformSerial = newSerial(random);
  // Issued a day ago: a client whose clock is a little behind accepts them as well.
  const fromMs = nowMs - DAY_MS;
  const merchant: MerchantCredentials = {
    mchid,
    name: merchantName,
    appid: `wx${random.hex(16)}`,
    appSecret: random.hex(32),
    merchantSerial,
    merchantPrivateKey: keys.merchant,
    merchantCertificate: issueCertificate({
      privateKey: keys.merchant,
      serial: merchantSerial,
      name: certificateName(mchid),
      fromMs,
    }),
    apiV3Key: random.letters(32),
    publicKeyId: `PUB_KEY_ID_0${mchid}${random.digits(23)}`,
    publicKey: createPublicKey(keys.platformPublicKey)
      .export({ type: 'spki', format: 'pem' })
      .toString(),
    platformSerial,
    platformCertificate: issueCertificate({
      privateKey: keys.platformCertificate,
      serial: platformSerial,
      name: PLATFORM_NAME,
      fromMs,
    }),
  };
  return Object.freeze({
    merchant: Object.freeze(merchant),
    platformPublicKeyPrivateKey: keys.platformPublicKey,
    platformCertificatePrivateKey: keys.platformCertificate,
  });
}
