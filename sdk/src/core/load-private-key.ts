import { createPrivateKey, KeyObject } from 'node:crypto';
import { ConfigError } from './errors/config-error.ts';

/** A private key as callers hold it: PEM text (PKCS#8 or PKCS#1), or a `KeyObject`. */
export type PrivateKeyInput = string | KeyObject;

/**
 * Reads an RSA private key once, so that no call parses PEM again.
 *
 * @throws ConfigError (`CONFIG_INVALID`) when it is not an RSA private key of at least 2048 bits
 */
export function loadPrivateKey(input: PrivateKeyInput): KeyObject {
  const key = typeof input === 'string' ? parse(input) : input;
  if (!(key instanceof KeyObject) || key.type !== 'private')
    throw refused('it is not a private key.');
  if (key.asymmetricKeyType !== 'rsa') throw refused('it is not an RSA key.');
  if ((key.asymmetricKeyDetails?.modulusLength ?? 0) < 2048) {
    throw refused('it is shorter than 2048 bits.');
  }
  return key;
}

function parse(pem: string): KeyObject {
  try {
    return createPrivateKey(pem);
  } catch {
    // The reason OpenSSL gives is not passed on: it helps nobody, and no part of the key may leak.
    throw refused('it is not readable PEM.');
  }
}

function refused(what: string): ConfigError {
  return new ConfigError('privateKey', what, {
    zh: '请使用商户 API 私钥文件 apiclient_key.pem 的全文（含首尾行）。',
    en: 'Use the whole text of apiclient_key.pem, first and last line included.',
  });
}
