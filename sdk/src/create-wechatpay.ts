import { type AppPayment, createAppPayment } from './apis/app-payment.ts';
import {
  type CertificatesApi,
  createCertificates,
  downloadCertificates,
} from './apis/certificates.ts';
import { type Apis, createApis } from './apis/create-apis.ts';
import { type CertificateOptions, keepCertificates } from './apis/keep-certificates.ts';
import { createRequestPayment, type RequestPayment } from './apis/request-payment.ts';
import { type ApiV3Key, createAeadKey } from './core/aead-key.ts';
import { createEmitter } from './core/create-emitter.ts';
import type { Decrypter } from './core/decrypter.ts';
import { ConfigError } from './core/errors/config-error.ts';
import {
  createKeyRing,
  createLiveKeyRing,
  type LiveKeyRing,
  type PreferredKey,
} from './core/key-ring.ts';
import type { PrivateKeyInput } from './core/load-private-key.ts';
import type { PlatformKey } from './core/platform-key.ts';
import type { SdkEvent } from './core/sdk-event.ts';
import type { Signer } from './core/signer.ts';
import type { System } from './core/system.ts';
import { createClient } from './http/create-client.ts';
import { fixedPlatformKeys, type PlatformKeys } from './http/platform-keys.ts';
import { readAttempts } from './http/read-attempts.ts';
import { readTimeout } from './http/read-timeout.ts';
import type { Transport } from './http/transport.ts';
import {
  createNotifications,
  type NotificationsApi,
} from './notifications/create-notifications.ts';
import type { ReceivedNotification } from './notifications/notification.ts';
import { openNotification } from './notifications/open-notification.ts';
import { readHeaders } from './notifications/read-headers.ts';
import { readDecrypter } from './read-decrypter.ts';
import { type MerchantKeyOptions, readMerchantKeys } from './read-merchant-keys.ts';
import { readOrigins } from './read-origins.ts';
import { completeSystem, ownTransport } from './system.ts';

/** What a client of one merchant is made of. Give `privateKey` or `signer`, not both. */
export interface WechatPayOptions {
  /** The merchant number, up to 32 digits. */
  readonly mchid: string;
  /** Serial of the merchant API certificate: hex, usually 40 digits, leading zeros kept. */
  readonly merchantSerial?: string;
  /** Merchant API private key (`apiclient_key.pem`): PEM text, or a `KeyObject`. */
  readonly privateKey?: PrivateKeyInput;
  /** Signs instead of a private key in this process, e.g. in an HSM or a key service. */
  readonly signer?: Signer;
  /** Instead of the three options above: several certificates, while one is being renewed. */
  readonly merchantKeys?: readonly MerchantKeyOptions[];
  /** Decrypts instead of a private key in this process, beside `signer`. Default: the private keys. */
  readonly decrypter?: Decrypter;
  /** The APIv3 key: exactly 32 ASCII characters; the current and the next one while it is being changed. */
  readonly apiV3Key: ApiV3Key;
  /** WeChat's keys that are known at the start. Default: none, so that certificates are downloaded. */
  readonly platformKeys?: readonly PlatformKey[];
  /** Downloads platform certificates and keeps them fresh, beside `platformKeys`. Default: only without `platformKeys`. */
  readonly certificates?: CertificateOptions;
  /** Which of WeChat's keys requests name, when both kinds are there. Default `public-key`. */
  readonly prefer?: PreferredKey;
  /** Origin of WeChat Pay. Default `https://api.mch.weixin.qq.com`. */
  readonly baseUrl?: string;
  /** Origins to turn to when the first cannot be reached. Default: those WeChat documents for `baseUrl`, else none. */
  readonly backupUrls?: readonly string[];
  /** Default: keep-alive connections of `node:https`, of this client alone. */
  readonly transport?: Transport;
  /** Time allowed to connect, of the default transport, in milliseconds. Default 5,000. */
  readonly connectTimeoutMs?: number;
  /** Time allowed for a call, repeats included, in milliseconds. Default 10,000. */
  readonly timeoutMs?: number;
  /** Times a call may be made in all, where a repeat is safe; 1 repeats nothing. Default 3. */
  readonly attempts?: number;
  /** Default, for each part that is not given: the real clock, randomness and waiting. */
  readonly system?: Partial<System>;
  /** Sees each exchange, signed payment and notification; what it throws is ignored. */
  readonly onEvent?: (event: SdkEvent) => void;
}

/** A client of one merchant: the calls of a direct merchant, and under `partner` those of a service provider. */
export interface WechatPay extends Apis {
  readonly mchid: string;
  readonly certificates: CertificatesApi;
  readonly platformKeys: {
    /** Ids of the keys that verify now. */
    serials(): readonly string[];
    /** Downloads the certificates now, when this client keeps them; else does nothing. @throws as `certificates.list` */
    refresh(): Promise<void>;
  };
  readonly notifications: NotificationsApi;
  /** Signs the parameters of `wx.requestPayment` for an order placed earlier. @throws ArgumentError, SignerError */
  readonly requestPayment: RequestPayment;
  /** Signs the parameters of an APP payment for an order placed earlier. @throws ArgumentError, SignerError */
  readonly appPayment: AppPayment;
  /** Ends idle connections of the client's own transport, busy ones after their answer. */
  close(): void;
}

/**
 * Makes the client of one merchant: keys are read once, nothing is shared with any other client.
 *
 * @throws ConfigError naming the option at fault
 */
export function createWechatPay(options: WechatPayOptions): WechatPay {
  const { mchid } = options;
  checkMchid(mchid);
  const load = { callsUnderWay: 0 };
  const merchantKeys = readMerchantKeys(options, load);
  const aeadKey = createAeadKey(options.apiV3Key);
  const system = completeSystem(options.system);
  const emit = createEmitter(options.onEvent);
  const origins = readOrigins(options);
  const timeoutMs = readTimeout(options.timeoutMs);
  const attempts = readAttempts(options.attempts);
  const { connectTimeoutMs } = options;
  const { transport, close } = ownTransport(
    options.transport,
    connectTimeoutMs === undefined ? {} : { connectTimeoutMs },
  );
  const kept = options.certificates ?? (options.platformKeys === undefined ? {} : undefined);
  const keyRing = createRing(options);
  const certificates =
    kept &&
    keepCertificates({
      mchid,
      aeadKey,
      ring: keyRing,
      options: kept,
      system,
      emit,
      download: () => downloadCertificates(client, aeadKey),
    });
  const platformKeys: PlatformKeys = certificates ?? fixedPlatformKeys(keyRing);
  const client = createClient({
    mchid,
    merchantKeys,
    platformKeys,
    origins,
    transport,
    timeoutMs,
    attempts,
    system,
    emit,
    load,
  });
  const signer: Signer = { sign: (text) => merchantKeys.at(system.nowMs()).signer.sign(text) };
  const signing = { signer, system, emit };
  const requestPayment = createRequestPayment(signing);
  const appPayment = createAppPayment(mchid, signing);
  const decrypter = readDecrypter(options);
  return Object.freeze({
    mchid,
    ...createApis(client, { requestPayment, appPayment, system, decrypter }),
    certificates: createCertificates(client, aeadKey),
    platformKeys: Object.freeze({
      serials: () => keyRing.serials(system.nowMs()),
      refresh: async () => certificates?.refresh(),
    }),
    notifications: createNotifications({
      mchid,
      nowMs: system.nowMs,
      prepare: (request) => learnSerial(request, platformKeys, system),
      open: (request) => {
        // Opening is synchronous: a key that is fetched now serves when WeChat sends the notification again.
        void learnSerial(request, platformKeys, system);
        const listener = options.onEvent === undefined ? {} : { emit };
        return openNotification(request, { keyRing, aeadKey, nowMs: system.nowMs(), ...listener });
      },
    }),
    requestPayment,
    appPayment,
    close,
  });
}

function createRing({ platformKeys, certificates, prefer }: WechatPayOptions): LiveKeyRing {
  const given = platformKeys ?? [];
  // Without a key and without a download no answer could ever be verified.
  if (platformKeys !== undefined && certificates === undefined) createKeyRing(given);
  return createLiveKeyRing(given, prefer);
}

/** Fetches the key a notification names when nobody knows it; never throws. */
async function learnSerial(
  { headers }: ReceivedNotification,
  platformKeys: PlatformKeys,
  system: System,
): Promise<void> {
  const serial = readHeaders(headers).header('wechatpay-serial');
  if (serial === undefined || platformKeys.ring.find(serial, system.nowMs())) return;
  await platformKeys.learn(serial);
}

function checkMchid(mchid: string): void {
  if (/^\d{1,32}$/.test(mchid)) return;
  throw new ConfigError('mchid', 'it is not a number of 1 to 32 digits.', {
    zh: '请填写商户平台显示的商户号。',
    en: 'Give the merchant number that the merchant console shows.',
  });
}
