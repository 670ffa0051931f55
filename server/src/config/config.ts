import type { AfterPaymentSettings } from '../ports.ts';
import type { MessagePushSettings } from './read-after-payment.ts';

/** Everything the server has to be told; made by `loadConfig`. */
export interface Config {
  /** Default 127.0.0.1. */
  readonly host: string;
  /** Default 7777; 0 takes a free one. */
  readonly port: number;
  /** The origin WeChat reaches us under; null: the address we listen on (simulator only). */
  readonly publicUrl: string | null;
  /** Null: the embedded database. */
  readonly databaseUrl: string | null;
  /** Where the embedded database lives. Default `.yifen`. */
  readonly dataDir: string;
  /** 32 bytes. */
  readonly masterKey: Uint8Array;
  /** Open what `masterKey` did not seal; 32 bytes each. Default none. */
  readonly otherMasterKeys: readonly Uint8Array[];
  /** Our name of the merchant, also the last part of the notification's path. Default `default`. */
  readonly merchantId: string;
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
  /** PEM of WeChat Pay's platform certificate, or null. */
  readonly platformCertificate: string | null;
  /** Null: https://api.mch.weixin.qq.com. */
  readonly wechatpayBaseUrl: string | null;
  /** Default 1800. */
  readonly orderLifeSeconds: number;
  /** Default 604800. */
  readonly sessionLifeSeconds: number;
  /** What one person may refund of an order alone, in fen. Default null: all of it. */
  readonly refundApprovalAboveFen: number | null;
  /** What becomes of money that comes for a closed order. Default `accept`. */
  readonly latePayment: 'accept' | 'refund';
  /** Order numbers in WeChat's bills that begin so are another system's. Default: none. */
  readonly billIgnoredPrefixes: readonly string[];
  /** Default: nothing is done by itself. */
  readonly afterPayment: AfterPaymentSettings;
  /** Null: no pushed message is believed. */
  readonly messagePush: MessagePushSettings | null;
  /** How long finished deliveries of webhooks are kept. Default 90. */
  readonly keepDeliveriesDays: number;
  /** How long announced events are kept. Default 400. */
  readonly keepEventsDays: number;
  /** May webhooks go to this machine, by http too, and to private networks? Default false. */
  readonly webhookAllowPrivate: boolean;
  /** Does everybody in the console need an authenticator? Default `required`. */
  readonly consoleTotp: 'required' | 'optional';
  /** Requests per minute of one address. Default 1200. */
  readonly maxPerAddressPerMinute: number;
  /** Requests per minute of one session. Default 300. */
  readonly maxPerSessionPerMinute: number;
  /** Requests per minute of one API key. Default 1200. */
  readonly maxPerKeyPerMinute: number;
  /** Attempts to sign in to the console per minute of one address. Default 20. */
  readonly maxSignInsPerMinute: number;
  /** Reverse proxies that set X-Forwarded-For. Default 0. */
  readonly trustedProxies: number;
  /** Where metrics are read: a port of their own. Default null: nowhere. */
  readonly metricsPort: number | null;
  /** Default 127.0.0.1. */
  readonly metricsHost: string;
  /** An OpenTelemetry collector that is told of every request. Default null: none. */
  readonly otlpEndpoint: string | null;
  /** Are the pages of the console served under `/console`? Default true. */
  readonly console: boolean;
  /** pino's level. Default `info`. */
  readonly logLevel: 'debug' | 'info' | 'warn' | 'error' | 'silent';
}

/** What is wrong with one setting, in one sentence with the remedy, in both languages. */
export interface Finding {
  /** The setting, as it is called in the environment. */
  readonly name: string;
  readonly zh: string;
  readonly en: string;
}
