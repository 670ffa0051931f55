import { ConfigError } from './errors/config-error.ts';
import type { Signer } from './signer.ts';

/** One merchant API certificate, as requests name it, and what signs for it. */
export interface MerchantKey {
  /** Serial of the certificate: hex, usually 40 digits, leading zeros kept. */
  readonly serial: string;
  readonly signer: Signer;
  /** Milliseconds since 1970 UTC before which it is not used. Default: used at once. */
  readonly notBeforeMs: number;
}

/** The certificates of one merchant: one, or more while one is being renewed. */
export interface MerchantKeys {
  /** The one to sign with: of those whose time has come, the one whose time came last. */
  at(nowMs: number): MerchantKey;
}

/**
 * Keeps the merchant's certificates.
 *
 * @throws ConfigError (`CONFIG_INVALID`) for none, a serial that is none, or one serial twice
 */
export function createMerchantKeys(keys: readonly MerchantKey[]): MerchantKeys {
  for (const { serial } of keys) {
    if (!/^[0-9A-Fa-f]{1,64}$/.test(serial)) throw refused('it is not a hex serial.');
  }
  if (new Set(keys.map(({ serial }) => serial.toUpperCase())).size !== keys.length) {
    throw refused('one serial is given twice.');
  }
  const latestFirst = keys.toSorted((a, b) => b.notBeforeMs - a.notBeforeMs);
  const earliest = latestFirst.at(-1);
  if (earliest === undefined) throw refused('no merchant key is given.');
  return Object.freeze({
    // Before the time of every key the earliest is the best guess: WeChat will say if it is wrong.
    at: (nowMs: number) => latestFirst.find((key) => key.notBeforeMs <= nowMs) ?? earliest,
  });
}

function refused(what: string): ConfigError {
  return new ConfigError('merchantSerial', what, {
    zh: '请填写商户 API 证书 apiclient_cert.pem 的序列号。',
    en: 'Give the serial of the merchant API certificate, apiclient_cert.pem.',
  });
}
