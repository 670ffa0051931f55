import { X509Certificate } from 'node:crypto';
import type { AeadKey } from './aead-key.ts';
import { openAead } from './open-aead.ts';
import { isObject, parseObject } from './parse-object.ts';

/** A platform certificate as WeChat lists it, opened. */
export interface PlatformCertificate {
  /** Upper-case hex, usually 40 digits; what answers and notifications name in `Wechatpay-Serial`. */
  readonly serial_no: string;
  /** RFC 3339 with zone. */
  readonly effective_time: string;
  /** RFC 3339 with zone. */
  readonly expire_time: string;
  /** The certificate itself, PEM. */
  readonly certificate: string;
}

/**
 * Opens the answer of the certificate list. Whoever does not know the APIv3 key cannot have written what it returns.
 *
 * @returns undefined when the body is not such a list
 * @throws DecryptionError when the APIv3 key does not open a certificate
 * @see certificate list, document 4012551764
 */
export function openCertificates(
  body: Uint8Array,
  key: AeadKey,
): readonly PlatformCertificate[] | undefined {
  const { data } = parseObject(body) ?? {};
  if (!Array.isArray(data)) return undefined;
  const opened = data.map((item: unknown) => openOne(item, key));
  return opened.every((one) => one !== undefined) ? Object.freeze(opened) : undefined;
}

function openOne(item: unknown, key: AeadKey): PlatformCertificate | undefined {
  if (!isObject(item) || !isObject(item.encrypt_certificate)) return undefined;
  const { serial_no, effective_time, expire_time } = item;
  const { ciphertext, nonce, associated_data, algorithm } = item.encrypt_certificate;
  if (typeof serial_no !== 'string' || algorithm !== 'AEAD_AES_256_GCM') return undefined;
  if (typeof effective_time !== 'string' || typeof expire_time !== 'string') return undefined;
  if (typeof ciphertext !== 'string' || typeof nonce !== 'string') return undefined;
  const associated = typeof associated_data === 'string' ? associated_data : '';
  const box = { ciphertext, nonce, associated_data: associated };
  const certificate = openAead(box, key).toString();
  // The list and the certificate must agree about who it is: keys are looked up by this serial.
  if (serialOf(certificate) !== serial_no.toUpperCase()) return undefined;
  return Object.freeze({ serial_no, effective_time, expire_time, certificate });
}

function serialOf(pem: string): string | undefined {
  try {
    return new X509Certificate(pem).serialNumber;
  } catch {
    return undefined;
  }
}
