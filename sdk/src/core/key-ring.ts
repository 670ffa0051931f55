import { createPublicKey, KeyObject, X509Certificate } from 'node:crypto';
import { ConfigError } from './errors/config-error.ts';
import type { PlatformKey } from './platform-key.ts';

/** WeChat's keys of one merchant, found by the serial an answer names. Nothing in it is shared between merchants. */
export interface KeyRing {
  /** The key with this serial; undefined when unknown, or when its certificate has expired. */
  find(serial: string, nowMs: number): KeyObject | undefined;
  /**
   * Serial for the `Wechatpay-Serial` request header: the public key's, else that of the newest certificate in force.
   * Undefined when every certificate has expired.
   */
  preferredSerial(nowMs: number): string | undefined;
}

/** Which of WeChat's keys requests name when both kinds are there: it signs the answer, and seals sensitive fields. */
export type PreferredKey = 'public-key' | 'certificate';

/** A key ring whose certificates can be replaced by newly downloaded ones. */
export interface LiveKeyRing extends KeyRing {
  /**
   * Puts downloaded certificates in the place of those downloaded before; keys that were given stay.
   *
   * @throws ConfigError when one of them is unreadable; nothing is replaced then
   */
  adopt(certificates: readonly string[]): void;
  /** Ids of the keys that verify now. */
  serials(nowMs: number): readonly string[];
}

/**
 * Reads WeChat's keys once. `PUB_KEY_ID_…` is compared exactly, certificate serials without regard to case.
 *
 * @param prefer default `public-key`
 * @throws ConfigError (`CONFIG_INVALID`) for no key, an unreadable key, or one serial with two keys
 */
export function createKeyRing(
  platformKeys: readonly PlatformKey[],
  prefer: PreferredKey = 'public-key',
): KeyRing {
  if (platformKeys.length === 0) {
    throw refused('none is given, so that no answer could be verified.');
  }
  return createLiveKeyRing(platformKeys, prefer);
}

/**
 * Reads the keys that are known at the start, none perhaps, and takes in certificates later.
 *
 * @throws ConfigError (`CONFIG_INVALID`) for an unreadable key, or one serial with two keys
 */
export function createLiveKeyRing(
  platformKeys: readonly PlatformKey[],
  prefer: PreferredKey = 'public-key',
): LiveKeyRing {
  const given = platformKeys.map(readEntry);
  let entries = given;
  let bySerial = indexed(given);
  return Object.freeze({
    find: (serial: string, nowMs: number) => {
      const entry = bySerial.get(serial) ?? bySerial.get(comparable(serial));
      return entry !== undefined && nowMs <= entry.untilMs ? entry.key : undefined;
    },
    preferredSerial: (nowMs: number) => preferred(entries, prefer, nowMs)?.serial,
    adopt: (certificates: readonly string[]) => {
      const all = [...given, ...certificates.map((certificate) => readEntry({ certificate }))];
      bySerial = indexed(all);
      entries = all;
    },
    serials: (nowMs: number) =>
      [...bySerial.values()].filter(({ untilMs }) => nowMs <= untilMs).map(({ serial }) => serial),
  });
}

function indexed(entries: readonly Entry[]): ReadonlyMap<string, Entry> {
  const bySerial = new Map<string, Entry>();
  for (const entry of entries) {
    const same = bySerial.get(comparable(entry.serial));
    if (same !== undefined && !same.key.equals(entry.key)) {
      throw refused(`serial ${entry.serial} is given with two different keys.`);
    }
    bySerial.set(comparable(entry.serial), entry);
  }
  return bySerial;
}

interface Entry {
  readonly serial: string;
  readonly key: KeyObject;
  /** −Infinity for a public key, which has no dates. */
  readonly fromMs: number;
  /** Infinity for a public key. */
  readonly untilMs: number;
}

function preferred(
  entries: readonly Entry[],
  prefer: PreferredKey,
  nowMs: number,
): Entry | undefined {
  const inForce = entries.filter((entry) => entry.fromMs <= nowMs && nowMs <= entry.untilMs);
  const isPublicKey = ({ serial }: Entry) => serial.startsWith(publicKeyPrefix);
  const publicKey = inForce.find(isPublicKey);
  // Of two that begin together the one given last is taken for the newer.
  const newest = inForce
    .filter((entry) => !isPublicKey(entry))
    .toReversed()
    .toSorted((a, b) => b.fromMs - a.fromMs)[0];
  return prefer === 'public-key' ? (publicKey ?? newest) : (newest ?? publicKey);
}

function readEntry(input: PlatformKey): Entry {
  if ('certificate' in input) {
    const certificate = parse(() => new X509Certificate(input.certificate), 'a certificate');
    return {
      serial: certificate.serialNumber,
      key: requireRsa(certificate.publicKey),
      fromMs: certificate.validFromDate.getTime(),
      untilMs: certificate.validToDate.getTime(),
    };
  }
  const { serial, publicKey } = input;
  if (!serialForm.test(serial))
    throw refused(`"${serial}" is neither PUB_KEY_ID_… nor a hex serial.`);
  const key =
    publicKey instanceof KeyObject
      ? publicKey
      : parse(() => createPublicKey(publicKey), 'a public key');
  return { serial, key: requireRsa(key), fromMs: -Infinity, untilMs: Infinity };
}

const publicKeyPrefix = 'PUB_KEY_ID_';
const serialForm = /^(PUB_KEY_ID_[0-9A-Za-z]+|[0-9A-Fa-f]+)$/;

// Only a hex serial has no case: PUB_KEY_ID_… differs from pub_key_id_….
function comparable(serial: string): string {
  return /^[0-9A-Fa-f]+$/.test(serial) ? serial.toUpperCase() : serial;
}

function parse<T>(read: () => T, kind: string): T {
  try {
    return read();
  } catch {
    throw refused(`${kind} is not readable PEM.`);
  }
}

function requireRsa(key: KeyObject): KeyObject {
  if (key.type !== 'public')
    throw refused('a private key is given where WeChat’s public key belongs.');
  const bits = key.asymmetricKeyDetails?.modulusLength ?? 0;
  if (key.asymmetricKeyType !== 'rsa' || bits < 2048)
    throw refused('a key is not RSA of 2048 bits.');
  return key;
}

function refused(what: string): ConfigError {
  return new ConfigError('platformKeys', what, {
    zh: '请填写微信支付公钥及其 PUB_KEY_ID_ 编号，或平台证书；不是商户自己的证书。',
    en: 'Give the WeChat Pay public key with its PUB_KEY_ID_… or a platform certificate, not the merchant’s own.',
  });
}
