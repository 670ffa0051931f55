import { type AppPayment, createAppPayment } from './apis/app-payment.ts';
import { type CombineApi, createCombine } from './apis/combine/combine.ts';
import { createDirect, type DirectApi } from './apis/direct.ts';
import { createPartner, type PartnerApi } from './apis/partner.ts';
import { createRequestPayment, type RequestPayment } from './apis/request-payment.ts';
import { createAeadKey } from './core/aead-key.ts';
import { createEmitter } from './core/create-emitter.ts';
import { ConfigError } from './core/errors/config-error.ts';
import { createKeyRing } from './core/key-ring.ts';
import type { PrivateKeyInput } from './core/load-private-key.ts';
import type { PlatformKey } from './core/platform-key.ts';
import type { SdkEvent } from './core/sdk-event.ts';
import { createSigner, type Signer } from './core/signer.ts';
import type { System } from './core/system.ts';
import { createClient } from './http/create-client.ts';
import { readBaseUrl } from './http/read-base-url.ts';
import { readTimeout } from './http/read-timeout.ts';
import type { Transport } from './http/transport.ts';
import {
  createNotifications,
  type NotificationsApi,
} from './notifications/create-notifications.ts';
import { openNotification } from './notifications/open-notification.ts';
import { completeSystem, ownTransport } from './system.ts';

/** What a client of one merchant is made of. Give `privateKey` or `signer`, not both. */
export interface WechatPayOptions {
  /** The merchant number, up to 32 digits. */
  readonly mchid: string;
  /** Serial of the merchant API certificate: hex, usually 40 digits, leading zeros kept. */
  readonly merchantSerial: string;
  /** Merchant API private key (`apiclient_key.pem`): PEM text, or a `KeyObject`. */
  readonly privateKey?: PrivateKeyInput;
  /** Signs instead of a private key in this process. Default: the private key, on the thread pool. */
  readonly signer?: Signer;
  /** The APIv3 key: exactly 32 ASCII characters. */
  readonly apiV3Key: string;
  /** WeChat's keys, at least one; the public key is preferred when both kinds are given. */
  readonly platformKeys: readonly PlatformKey[];
  /** Origin of WeChat Pay. Default `https://api.mch.weixin.qq.com`. */
  readonly baseUrl?: string;
  /** Default: keep-alive connections of `node:https`, of this client alone. */
  readonly transport?: Transport;
  /** Time allowed for a call, in milliseconds. Default 10,000. */
  readonly timeoutMs?: number;
  /** Default, for each part that is not given: the real clock, randomness and waiting. */
  readonly system?: Partial<System>;
  /** Sees each exchange, signed payment and notification; what it throws is ignored. */
  readonly onEvent?: (event: SdkEvent) => void;
}

/** A client of one merchant: the calls of a direct merchant, and under `partner` those of a service provider. */
export interface WechatPay extends DirectApi {
  readonly mchid: string;
  readonly partner: PartnerApi;
  readonly combine: CombineApi;
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
  const { mchid, merchantSerial } = options;
  checkIdentity(options);
  const signer = readSigner(options);
  const aeadKey = createAeadKey(options.apiV3Key);
  const keyRing = createKeyRing(options.platformKeys);
  const baseUrl = readBaseUrl(options.baseUrl ?? 'https://api.mch.weixin.qq.com');
  const timeoutMs = readTimeout(options.timeoutMs);
  const system = completeSystem(options.system);
  const emit = createEmitter(options.onEvent);
  const { transport, close } = ownTransport(options.transport);
  const client = createClient({
    mchid,
    merchantSerial,
    signer,
    keyRing,
    baseUrl,
    transport,
    timeoutMs,
    system,
    emit,
  });
  const signing = { signer, system, emit };
  const requestPayment = createRequestPayment(signing);
  const appPayment = createAppPayment(mchid, signing);
  const orderParts = { requestPayment, appPayment, system };
  return Object.freeze({
    mchid,
    ...createDirect(client, orderParts),
    partner: createPartner(client, orderParts),
    combine: createCombine(client, orderParts),
    notifications: createNotifications({
      mchid,
      nowMs: system.nowMs,
      open: (request) =>
        openNotification(request, { keyRing, aeadKey, nowMs: system.nowMs(), emit }),
    }),
    requestPayment,
    appPayment,
    close,
  });
}

function checkIdentity({ mchid, merchantSerial }: WechatPayOptions): void {
  if (!/^\d{1,32}$/.test(mchid)) {
    throw new ConfigError('mchid', 'it is not a number of 1 to 32 digits.', {
      zh: '请填写商户平台显示的商户号。',
      en: 'Give the merchant number that the merchant console shows.',
    });
  }
  if (!/^[0-9A-Fa-f]{1,64}$/.test(merchantSerial)) {
    throw new ConfigError('merchantSerial', 'it is not a hex serial.', {
      zh: '请填写商户 API 证书 apiclient_cert.pem 的序列号。',
      en: 'Give the serial of the merchant API certificate, apiclient_cert.pem.',
    });
  }
}

function readSigner({ privateKey, signer }: WechatPayOptions): Signer {
  if (privateKey !== undefined && signer === undefined) return createSigner(privateKey);
  if (signer !== undefined && privateKey === undefined) return signer;
  throw new ConfigError('privateKey', 'give either privateKey or signer, and only one of them.', {
    zh: '私钥与签名器二选一。',
    en: 'The private key is the usual one; a signer is for an HSM or a key service.',
  });
}
