import {
  createDecrypter,
  createMiniProgram,
  createSigner,
  createWechatPay,
  decryptPhoneNumber,
  nodeSystem,
  type PlatformKey,
  type SdkEvent,
  type Signer,
  type System,
  type Transport,
} from '@yifen/wechatpay';
import type { Clock, Platform } from '../ports.ts';
import { createAfterPayment, type MessagePushConfig } from './after-payment.ts';
import { createConsolePlatform } from './console-platform.ts';
import { createPayments } from './payments.ts';
import { platformFailure } from './platform-failure.ts';
import { readBills } from './read-bills.ts';
import type { Partner } from './translate.ts';

/** Who we are at WeChat, and whom we believe. */
export interface WechatPlatformConfig {
  readonly appid: string;
  readonly appSecret: string;
  /** Null: https://api.weixin.qq.com. */
  readonly wechatBaseUrl: string | null;
  readonly mchid: string;
  readonly merchantSerial: string;
  /** PEM. */
  readonly merchantKey: string;
  readonly apiV3Key: string;
  /** At least one of public key and certificate is there. */
  readonly publicKey: { readonly id: string; readonly pem: string } | null;
  /** PEM. */
  readonly platformCertificate: string | null;
  /** Certificates of the merchant that came after `merchantSerial`, the one that signs first. */
  readonly newerMerchantKeys?: readonly { readonly serial: string; readonly privateKey: string }[];
  /** Opens what `apiV3Key` does not, while it is being changed. */
  readonly nextApiV3Key?: string | null;
  /** Keys of WeChat's that came after the two above. */
  readonly morePlatformKeys?: readonly PlatformKey[];
  /** Whom `mchid` serves as a service provider; null or missing: itself. */
  readonly partner?: Omit<Partner, 'spMchid'> | null;
  /** Null: https://api.mch.weixin.qq.com. */
  readonly wechatpayBaseUrl: string | null;
  /** Null: no pushed message is believed. */
  readonly messagePush: MessagePushConfig | null;
}

/**
 * Makes WeChat, as the flows know it, from the SDK.
 *
 * @param options.onEvent sees what the SDK does; secrets never reach it.
 * @throws ConfigError of the SDK, naming the setting at fault.
 */
export function createWechatPlatform(options: {
  readonly config: WechatPlatformConfig;
  readonly transport: Transport;
  readonly clock: Clock;
  readonly onEvent?: (event: SdkEvent) => void;
  /** Nonces and waiting; the machine's by default. */
  readonly system?: Pick<System, 'nonce' | 'sleep'>;
  /** Signs for the merchant; by default on the thread pool, with `config.merchantKey`. */
  readonly signer?: Signer;
}): Platform {
  const { config, transport, clock, onEvent, system = nodeSystem } = options;
  const { appid } = config;
  const parts = {
    transport,
    system: {
      nowMs: () => clock.nowMs(),
      nonce: () => system.nonce(),
      sleep: (durationMs: number, signal?: AbortSignal) => system.sleep(durationMs, signal),
    },
    ...(onEvent && { onEvent }),
  };
  const wechatpay = createWechatPay({
    ...parts,
    mchid: config.mchid,
    merchantKeys: merchantKeys(config, options.signer),
    // The bills of a sub-merchant come sealed under a key that is sealed for the partner.
    ...(config.partner && { decrypter: createDecrypter(allKeys(config).map(privateKeyOf)) }),
    apiV3Key: config.nextApiV3Key
      ? { current: config.apiV3Key, next: config.nextApiV3Key }
      : config.apiV3Key,
    platformKeys: platformKeys(config),
    // Certificates are renewed by WeChat: a serial that is not known is looked up, and believed then.
    ...(platformKeys(config).some((key) => 'certificate' in key) && { certificates: {} }),
    ...(config.wechatpayBaseUrl && { baseUrl: config.wechatpayBaseUrl }),
  });
  const miniProgram = createMiniProgram({
    ...parts,
    appid,
    secret: config.appSecret,
    ...(config.wechatBaseUrl && { baseUrl: config.wechatBaseUrl }),
  });
  return Object.freeze({
    ...createAfterPayment({
      miniProgram,
      push: config.messagePush,
      nowMs: () => clock.nowMs(),
    }),
    ...createPayments({
      wechatpay,
      partner: config.partner ? { ...config.partner, spMchid: config.mchid } : null,
      nowMs: () => clock.nowMs(),
    }),
    ...readBills(wechatpay, config.partner?.subMchid ?? null),
    ...createConsolePlatform({
      config,
      wechatpay,
      miniProgram,
      nowMs: () => clock.nowMs(),
      nonce: () => system.nonce().slice(0, 16).toUpperCase(),
    }),
    async logIn(loginCode) {
      const session = await miniProgram.code2session(loginCode).catch(rethrow);
      const { openid, session_key, unionid } = session;
      return { openid, unionid: unionid ?? null, sessionKey: session_key };
    },
    openPhoneNumber(sealed) {
      try {
        const { phoneNumber } = decryptPhoneNumber({ ...sealed, appid });
        return { phoneNumber };
      } catch (error) {
        throw platformFailure(error);
      }
    },
    async exchangePhoneCode(phoneCode) {
      const given = await miniProgram.getPhoneNumber(phoneCode).catch(rethrow);
      const { phoneNumber, purePhoneNumber, countryCode } = given;
      return { phoneNumber, purePhoneNumber, countryCode };
    },
  } satisfies Platform);
}

/** The newest signs; of two with one serial the first counts. */
function merchantKeys(config: WechatPlatformConfig, signer: Signer | undefined) {
  const all = allKeys(config);
  return all
    .filter((key, at) => all.findIndex((other) => other.serial === key.serial) === at)
    .map((key) => ({
      serial: key.serial,
      // A server has more to do than to wait for a signature: they are all made on the thread pool.
      signer: signer ?? createSigner(key.privateKey),
    }));
}

function allKeys({
  merchantSerial: serial,
  merchantKey: privateKey,
  newerMerchantKeys = [],
}: WechatPlatformConfig) {
  return [...newerMerchantKeys, { serial, privateKey }];
}

const privateKeyOf = ({ privateKey }: { readonly privateKey: string }): string => privateKey;

function platformKeys({
  publicKey,
  platformCertificate,
  morePlatformKeys = [],
}: WechatPlatformConfig): PlatformKey[] {
  return [
    ...morePlatformKeys,
    ...(publicKey ? [{ serial: publicKey.id, publicKey: publicKey.pem }] : []),
    ...(platformCertificate ? [{ certificate: platformCertificate }] : []),
  ];
}

function rethrow(error: unknown): never {
  throw platformFailure(error);
}
