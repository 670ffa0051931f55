import type { JsapiApi } from './apis/jsapi.ts';
import type { OrdersApi } from './apis/orders.ts';
import type { RequestPaymentParams } from './apis/request-payment.ts';
import type { PrivateKeyInput } from './core/load-private-key.ts';
import type { PlatformKey } from './core/platform-key.ts';
import type { SdkEvent } from './core/sdk-event.ts';
import type { Signer } from './core/signer.ts';
import type { System } from './core/system.ts';
import type { Transport } from './http/transport.ts';
import type { Notification, NotificationRequest } from './notifications/notification.ts';

/** What a client of one merchant is made of. Give `privateKey` or `signer`, not both. */
export interface WechatPayOptions {
  /** The merchant number, up to 32 digits. */
  readonly mchid: string;
  /** Serial of the merchant API certificate: hex, usually 40 digits, leading zeros kept. */
  readonly merchantSerial: string;
  /** Merchant API private key (`apiclient_key.pem`): PEM text, or a `KeyObject`. */
  readonly privateKey?: PrivateKeyInput;
  /** Signs instead of a private key in this process. */
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
  /** Default: the real clock and `crypto.randomBytes`. */
  readonly system?: System;
  /** Sees each exchange, signed payment and notification; what it throws is ignored. */
  readonly onEvent?: (event: SdkEvent) => void;
}

/** A client of one merchant. */
export interface WechatPay {
  readonly mchid: string;
  readonly jsapi: JsapiApi;
  readonly orders: OrdersApi;
  readonly notifications: {
    /** Verifies, opens and types a notification. @throws NotificationError */
    open(request: NotificationRequest): Notification;
  };
  requestPayment(order: {
    readonly appid: string;
    readonly prepay_id: string;
  }): Promise<RequestPaymentParams>;
  /** Ends idle connections of the client's own transport; calls in flight finish. */
  close(): void;
}

/** Makes the client of one merchant. */
export declare function createWechatPay(options: WechatPayOptions): WechatPay;
