import type { AeadKey } from '../core/aead-key.ts';
import { ApiError } from '../core/errors/api-error.ts';
import { ConfigError } from '../core/errors/config-error.ts';
import { WechatPayError } from '../core/errors/wechatpay-error.ts';
import type { LiveKeyRing } from '../core/key-ring.ts';
import { openCertificates } from '../core/open-certificates.ts';
import type { CertificatesEvent } from '../core/sdk-event.ts';
import type { System } from '../core/system.ts';
import type { PlatformKeys } from '../http/platform-keys.ts';
import type { CertificateDownload } from './certificates.ts';
import type { KeyStore } from './key-store.ts';

/** How downloaded certificates are kept. */
export interface CertificateOptions {
  /** Age at which they are downloaded again, in milliseconds. Default 10 hours; at most 12 hours. */
  readonly refreshMs?: number;
  /** Shares them with other processes. Default: this client alone. */
  readonly store?: KeyStore;
}

/** Keys whose certificates are downloaded and renewed. */
export interface KeptCertificates extends PlatformKeys {
  /** Downloads now, or joins a download under way. */
  refresh(): Promise<void>;
}

/**
 * Keeps platform certificates fresh without a timer: each call looks whether they are old. While some key still
 * verifies, a download runs beside the call and its failure disturbs nothing; only without any key is it waited for.
 *
 * An unknown serial downloads at once, whoever asks, but at most once a minute.
 *
 * @throws ConfigError for a `refreshMs` that is not from one minute to 12 hours
 */
export function keepCertificates(parts: {
  readonly mchid: string;
  readonly aeadKey: AeadKey;
  readonly ring: LiveKeyRing;
  readonly options: CertificateOptions;
  readonly system: Pick<System, 'nowMs'>;
  readonly emit: (event: CertificatesEvent) => void;
  readonly download: () => Promise<CertificateDownload>;
}): KeptCertificates {
  const { mchid, aeadKey, ring, system } = parts;
  const { store } = parts.options;
  const refreshMs = readRefresh(parts.options.refreshMs);
  let downloadedAtMs = -Infinity;
  let triedAtMs = -Infinity;
  let underWay: Promise<void> | undefined;

  const isFresh = () => Math.abs(system.nowMs() - downloadedAtMs) < refreshMs;
  const mayTry = () => Math.abs(system.nowMs() - triedAtMs) >= pauseMs;
  const hasKey = () => ring.preferredSerial(system.nowMs()) !== undefined;

  /** One at a time; whoever comes meanwhile gets the result of the one under way. */
  const renew = (enough: () => boolean) => {
    underWay ??= fetchKeys(enough).finally(() => {
      underWay = undefined;
    });
    return underWay;
  };

  async function fetchKeys(enough: () => boolean): Promise<void> {
    triedAtMs = system.nowMs();
    try {
      if ((await load()) && enough()) return tell('store');
      const { body, certificates } = await parts.download();
      ring.adopt(certificates.map(({ certificate }) => certificate));
      downloadedAtMs = system.nowMs();
      await store
        ?.save(mchid, { downloadedAtMs, answer: Buffer.from(body).toString() })
        // The keys are here; that they could not be shared costs the others a download, no more.
        .catch(() => {});
      tell('download');
    } catch (error) {
      tell('failed', error instanceof WechatPayError ? error.code : 'UNEXPECTED');
      // A merchant with the public key only has no certificates; that is no failure for long.
      if (error instanceof ApiError && error.says('RESOURCE_NOT_EXISTS') && hasKey()) {
        downloadedAtMs = system.nowMs();
        return;
      }
      throw error;
    }
  }

  /** Takes what another process downloaded, when it is newer than ours and still fresh. */
  async function load(): Promise<boolean> {
    const stored = await store?.load(mchid).catch(() => undefined);
    if (stored === undefined || stored.downloadedAtMs <= downloadedAtMs) return false;
    const ageMs = Math.abs(system.nowMs() - stored.downloadedAtMs);
    if (ageMs >= refreshMs) return false;
    try {
      const opened = openCertificates(Buffer.from(stored.answer), aeadKey);
      if (opened === undefined) return false;
      ring.adopt(opened.map(({ certificate }) => certificate));
      downloadedAtMs = stored.downloadedAtMs;
      return true;
    } catch {
      // Of another APIv3 key, or not WeChat's: as if nothing had been stored.
      return false;
    }
  }

  function tell(from: CertificatesEvent['from'], errorCode?: string): void {
    const serials = ring.serials(system.nowMs());
    parts.emit(Object.freeze({ name: 'certificates', from, serials, errorCode }));
  }

  return Object.freeze({
    ring,
    ready: async () => {
      if (isFresh() && hasKey()) return;
      if (!hasKey()) return renew(hasKey);
      if (underWay === undefined && mayTry()) void renew(hasKey).catch(() => {});
    },
    learn: async (serial: string) => {
      const known = () => ring.find(serial, system.nowMs()) !== undefined;
      if (underWay !== undefined || mayTry()) await renew(known).catch(() => {});
      return known();
    },
    refresh: () => renew(() => false),
  });
}

function readRefresh(refreshMs = 10 * 3_600_000): number {
  if (refreshMs >= pauseMs && refreshMs <= 12 * 3_600_000) return refreshMs;
  throw new ConfigError('certificates.refreshMs', 'it is not from one minute to 12 hours.', {
    zh: '请以毫秒填写平台证书的更新间隔，不超过 12 小时。',
    en: 'Give the age of certificates in milliseconds, at most 12 hours.',
  });
}

const pauseMs = 60_000;
