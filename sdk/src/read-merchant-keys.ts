import { createAdaptiveSigner, type Load } from './core/adaptive-signer.ts';
import { ConfigError } from './core/errors/config-error.ts';
import type { PrivateKeyInput } from './core/load-private-key.ts';
import { createMerchantKeys, type MerchantKey, type MerchantKeys } from './core/merchant-keys.ts';
import type { Signer } from './core/signer.ts';

/** One merchant API certificate: its serial and, of the two, either the private key or a signer. */
export interface MerchantKeyOptions {
  /** Serial of the merchant API certificate: hex, usually 40 digits, leading zeros kept. */
  readonly serial: string;
  /** Merchant API private key (`apiclient_key.pem`): PEM text, or a `KeyObject`. */
  readonly privateKey?: PrivateKeyInput;
  /** Signs instead of a private key in this process. */
  readonly signer?: Signer;
  /** RFC 3339 time from which it signs. Default: at once. */
  readonly notBefore?: string;
}

/** How the merchant's certificates are given: one in three options, or a list of them. */
export interface MerchantKeyChoice {
  readonly merchantSerial?: string;
  readonly privateKey?: PrivateKeyInput;
  readonly signer?: Signer;
  readonly merchantKeys?: readonly MerchantKeyOptions[];
}

/**
 * Reads the merchant's certificates from the options of a client.
 *
 * @throws ConfigError naming the option at fault
 */
export function readMerchantKeys(choice: MerchantKeyChoice, load: Load): MerchantKeys {
  return createMerchantKeys(listMerchantKeys(choice).map((options) => readOne(options, load)));
}

/**
 * Lists the merchant's certificates, however they were given.
 *
 * @throws ConfigError when they are given both ways
 */
function listMerchantKeys(choice: MerchantKeyChoice): readonly MerchantKeyOptions[] {
  const { merchantSerial: serial, merchantKeys, ...one } = choice;
  if (merchantKeys === undefined) return [{ serial: serial ?? '', ...one }];
  const given = [serial, one.privateKey, one.signer].some((option) => option !== undefined);
  if (!given) return merchantKeys;
  throw new ConfigError('merchantKeys', 'one certificate is given beside the list.', {
    zh: '请只用 merchantKeys，或只用 merchantSerial 与 privateKey。',
    en: 'Give merchantKeys alone, or merchantSerial and privateKey alone.',
  });
}

function readOne(options: MerchantKeyOptions, load: Load): MerchantKey {
  const { serial, notBefore } = options;
  const notBeforeMs = notBefore === undefined ? -Infinity : Date.parse(notBefore);
  if (Number.isNaN(notBeforeMs)) {
    throw new ConfigError('merchantKeys', 'notBefore is not a time.', {
      zh: 'notBefore 请按 RFC 3339 填写。',
      en: 'Write notBefore as RFC 3339, e.g. 2026-09-01T10:34:56+08:00.',
    });
  }
  return Object.freeze({ serial, signer: readSigner(options, load), notBeforeMs });
}

function readSigner({ privateKey, signer }: MerchantKeyOptions, load: Load): Signer {
  if (privateKey !== undefined && signer === undefined) {
    return createAdaptiveSigner(privateKey, load);
  }
  if (signer !== undefined && privateKey === undefined) return signer;
  throw new ConfigError('privateKey', 'give either privateKey or signer, and only one of them.', {
    zh: '私钥与签名器二选一。',
    en: 'The private key is the usual one; a signer is for an HSM or a key service.',
  });
}
