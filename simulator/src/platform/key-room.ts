import { createPrivateKey, type KeyObject } from 'node:crypto';
import { type IssueParts, readIssued } from './issued-certificate.ts';
import type { SimulatorMaterial } from './material.ts';
import type { Memory } from './memory.ts';
import type { MerchantCredentials } from './merchant.ts';
import {
  type CertificateStanding,
  createMerchantCertificates,
  type MerchantCertificates,
} from './merchant-certificates.ts';
import { createPlatformCertificates, type PlatformCertificates } from './platform-certificates.ts';
import { openOaep, sealOaep } from './rsa-oaep.ts';
import type { Rsa } from './rsa-signature.ts';
import { answerText } from './signed-text.ts';

/** What can be switched while the simulator runs. */
export interface KeySettings {
  /** Share of notifications (0…100 percent) signed with the public key instead of the platform certificate. */
  readonly publicKeyPercent: number;
  /** The standing of the certificate the merchant began with. */
  readonly merchantCertificate: CertificateStanding;
  /** Whether the merchant has platform certificates at all; `none` is a public-key-only merchant. */
  readonly platformCertificates: 'available' | 'none';
}

/** One signed statement of the platform, as its five headers. */
interface PlatformSignature {
  readonly headers: Readonly<Record<string, string>>;
  readonly signedText: string;
  readonly serial: string;
}

/** Which of the platform's keys signs. */
export type PlatformKeyKind = 'public-key' | 'certificate';

/** The keys in use and what can be changed about them. */
export interface KeyRoom {
  readonly merchantCertificates: MerchantCertificates;
  readonly platformCertificates: PlatformCertificates;
  /** The APIv3 key in force. */
  apiV3Key(): string;
  /** Every APIv3 key there ever was: secrets all of them. */
  apiV3Keys(): readonly string[];
  /** Sets another APIv3 key, 32 characters. */
  changeApiV3Key(key: string): void;
  /** What the consoles would show now. */
  credentials(): MerchantCredentials;
  settings(): KeySettings;
  change(settings: Partial<KeySettings>): KeySettings;
  /** Whether a `Wechatpay-Serial` names a platform key in use. */
  knows(serial: string): boolean;
  /** Opens a sensitive field (RSAES-OAEP, SHA-1) that was encrypted for the platform key `serial`. */
  open(serial: string, ciphertext: string): string | undefined;
  /** Encrypts a sensitive field for the merchant certificate `serial`, the one that signed the request. */
  sealForMerchant(plaintext: string, serial: string): string;
  /** Signs a body for an answer or a notification. */
  sign(
    body: Uint8Array,
    kind: PlatformKeyKind,
    timestamp: string,
    nonce: string,
  ): PlatformSignature;
}

/** Opens the keys of `material`. */
export function openKeyRoom(
  material: SimulatorMaterial,
  parts: IssueParts & { readonly memory: Memory; readonly sign: Rsa['sign'] },
): KeyRoom {
  const { merchant } = material;
  const { memory } = parts;
  const firstMerchant = readIssued(merchant.merchantCertificate, merchant.merchantPrivateKey);
  const merchantCertificates = createMerchantCertificates(firstMerchant, merchant.mchid, parts);
  const platformCertificates = createPlatformCertificates(
    readIssued(merchant.platformCertificate, material.platformCertificatePrivateKey),
    parts,
  );
  const publicKeyPrivate = createPrivateKey(material.platformPublicKeyPrivateKey);
  const apiV3Keys = memory.cell<readonly string[]>('keys.apiV3', [merchant.apiV3Key]);
  const shares = memory.cell<Omit<KeySettings, 'merchantCertificate'>>('keys.shares', {
    publicKeyPercent: 100,
    platformCertificates: 'available',
  });

  const apiV3Key = () => apiV3Keys.value.at(-1) ?? merchant.apiV3Key;
  const settings = (): KeySettings => ({
    ...shares.value,
    merchantCertificate: merchantCertificates.find(firstMerchant.serial)?.standing ?? 'valid',
  });

  function privateKeyOf(serial: string): KeyObject | undefined {
    if (serial === merchant.publicKeyId) return publicKeyPrivate;
    if (shares.value.platformCertificates === 'none') return undefined;
    const named = (candidate: { readonly serial: string }) =>
      candidate.serial === serial.toUpperCase();
    return platformCertificates.listed().find(named)?.privateKey;
  }

  function signer(kind: PlatformKeyKind): { serial: string; privateKey: KeyObject } {
    return kind === 'public-key' || shares.value.platformCertificates === 'none'
      ? { serial: merchant.publicKeyId, privateKey: publicKeyPrivate }
      : platformCertificates.signing();
  }

  return Object.freeze({
    merchantCertificates,
    platformCertificates,
    apiV3Key,
    apiV3Keys: () => apiV3Keys.value,
    changeApiV3Key(key: string) {
      apiV3Keys.value = [...apiV3Keys.value, key];
    },
    credentials() {
      const newest = platformCertificates.listed().at(-1);
      return {
        ...merchant,
        apiV3Key: apiV3Key(),
        platformSerial: newest?.serial ?? merchant.platformSerial,
        platformCertificate: newest?.certificate ?? merchant.platformCertificate,
      };
    },
    settings,
    change({ merchantCertificate, ...rest }: Partial<KeySettings>) {
      shares.value = { ...shares.value, ...rest };
      if (merchantCertificate !== undefined) {
        merchantCertificates.change(firstMerchant.serial, merchantCertificate);
      }
      return settings();
    },
    knows: (serial: string) => privateKeyOf(serial) !== undefined,
    open(serial: string, ciphertext: string) {
      const key = privateKeyOf(serial);
      return key === undefined ? undefined : openOaep(ciphertext, key);
    },
    sealForMerchant(plaintext: string, serial: string) {
      const { issued } = merchantCertificates.find(serial) ?? { issued: firstMerchant };
      return sealOaep(plaintext, issued.publicKey);
    },
    sign(body: Uint8Array, kind: PlatformKeyKind, timestamp: string, nonce: string) {
      const text = answerText(timestamp, nonce, body);
      const { serial, privateKey } = signer(kind);
      return {
        serial,
        signedText: text.toString('utf8'),
        headers: {
          'Wechatpay-Timestamp': timestamp,
          'Wechatpay-Nonce': nonce,
          'Wechatpay-Signature': parts.sign(text, privateKey),
          'Wechatpay-Serial': serial,
          'Wechatpay-Signature-Type': 'WECHATPAY2-SHA256-RSA2048',
        },
      };
    },
  });
}
