import { createPrivateKey, createPublicKey, type KeyObject, X509Certificate } from 'node:crypto';
import type { SimulatorMaterial } from './material.ts';
import { openOaep, sealOaep } from './rsa-oaep.ts';
import { signText, verifyText } from './rsa-signature.ts';
import { answerText } from './signed-text.ts';

/** The standing of the merchant's API certificate. */
export type CertificateStanding = (typeof certificateStandings)[number];

/** Every standing the control API accepts. */
export const certificateStandings = ['valid', 'expired', 'revoked', 'replaced'] as const;

/** What can be switched while the simulator runs. */
export interface KeySettings {
  /** Share of notifications (0…100 percent) signed with the public key instead of the platform certificate. */
  readonly publicKeyPercent: number;
  readonly merchantCertificate: CertificateStanding;
}

/** One signed statement of the platform, as its five headers. */
interface PlatformSignature {
  readonly headers: Readonly<Record<string, string>>;
  readonly signedText: string;
  readonly serial: string;
}

/** Which of the platform's keys signs. */
export type PlatformKeyKind = 'public-key' | 'certificate';

/** The keys in use, parsed once, and their settings. */
export interface KeyRoom {
  readonly merchantPublicKey: KeyObject;
  /** Whether the merchant signed `text`. */
  verifyMerchant(text: Uint8Array, signature: string): boolean;
  /** Encrypts a sensitive field for the merchant. */
  sealForMerchant(plaintext: string): string;
  /** Opens a sensitive field (RSAES-OAEP, SHA-1) that was encrypted for the platform key `serial`. */
  open(serial: string, ciphertext: string): string | undefined;
  settings(): KeySettings;
  change(settings: Partial<KeySettings>): KeySettings;
  /** Validity of the platform certificate in milliseconds since the epoch. */
  readonly platformCertificateValidity: { readonly fromMs: number; readonly toMs: number };
  /** Signs a body for an answer or a notification. */
  sign(
    body: Uint8Array,
    kind: PlatformKeyKind,
    timestamp: string,
    nonce: string,
  ): PlatformSignature;
}

/** Opens the keys of `material`. */
export function openKeyRoom(material: SimulatorMaterial): KeyRoom {
  const { merchant } = material;
  const merchantPublicKey = createPublicKey(merchant.merchantCertificate);
  const certificate = new X509Certificate(merchant.platformCertificate);
  const keys: Record<PlatformKeyKind, { serial: string; key: KeyObject }> = {
    'public-key': {
      serial: merchant.publicKeyId,
      key: createPrivateKey(material.platformPublicKeyPrivateKey),
    },
    certificate: {
      serial: merchant.platformSerial,
      key: createPrivateKey(material.platformCertificatePrivateKey),
    },
  };
  let settings: KeySettings = Object.freeze({
    publicKeyPercent: 100,
    merchantCertificate: 'valid',
  });
  return Object.freeze({
    merchantPublicKey,
    verifyMerchant: (text: Uint8Array, signature: string) =>
      verifyText(text, merchantPublicKey, signature),
    platformCertificateValidity: {
      fromMs: certificate.validFromDate.getTime(),
      toMs: certificate.validToDate.getTime(),
    },
    sealForMerchant: (plaintext: string) => sealOaep(plaintext, merchantPublicKey),
    open(serial: string, ciphertext: string) {
      const found = Object.values(keys).find((candidate) => candidate.serial === serial);
      return found === undefined ? undefined : openOaep(ciphertext, found.key);
    },
    settings: () => settings,
    change(next: Partial<KeySettings>) {
      settings = Object.freeze({ ...settings, ...next });
      return settings;
    },
    sign(body: Uint8Array, kind: PlatformKeyKind, timestamp: string, nonce: string) {
      const text = answerText(timestamp, nonce, body);
      const { serial, key } = keys[kind];
      return {
        serial,
        signedText: text.toString('utf8'),
        headers: {
          'Wechatpay-Timestamp': timestamp,
          'Wechatpay-Nonce': nonce,
          'Wechatpay-Signature': signText(text, key),
          'Wechatpay-Serial': serial,
          'Wechatpay-Signature-Type': 'WECHATPAY2-SHA256-RSA2048',
        },
      };
    },
  });
}
