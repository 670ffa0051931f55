import { randomBytes } from 'node:crypto';
import type { SimulatorMerchant } from '@yifen/simulator';

/** Templates of subscribe messages, as the mini-program's console would have given them. */
export const demoTemplates = Object.freeze({
  paid: 'demo-order-paid',
  shipped: 'demo-order-shipped',
});

/** Message push, as entered in the mini-program's console; new for each demo. */
export const demoPush = Object.freeze({
  token: randomBytes(16).toString('hex'),
  // The last of the 43 characters holds only four bits of the key.
  encodingAESKey: `${randomBytes(21).toString('hex')}A`,
});

/**
 * The configuration of the demo's server, as anybody would write it into a `.env` file: that WeChat
 * is a simulator is two lines of it.
 */
export function demoEnvironment(options: {
  readonly merchant: SimulatorMerchant;
  readonly simulatorUrl: string;
  readonly masterKey: string;
  readonly dataDir: string;
  readonly host: string;
  readonly port: number;
  readonly databaseUrl: string | undefined;
}): Readonly<Record<string, string>> {
  const { merchant, simulatorUrl, databaseUrl } = options;
  return Object.freeze({
    WECHATPAY_BASE_URL: simulatorUrl,
    WECHAT_BASE_URL: simulatorUrl,
    WECHAT_APPID: merchant.appid,
    WECHAT_APP_SECRET: merchant.appSecret,
    WECHATPAY_MCHID: merchant.mchid,
    WECHATPAY_MERCHANT_SERIAL: merchant.merchantSerial,
    WECHATPAY_MERCHANT_KEY: merchant.merchantPrivateKey,
    WECHATPAY_APIV3_KEY: merchant.apiV3Key,
    WECHATPAY_PUBLIC_KEY_ID: merchant.publicKeyId,
    WECHATPAY_PUBLIC_KEY: merchant.publicKey,
    WECHATPAY_PLATFORM_CERTIFICATE: merchant.platformCertificate,
    YIFEN_MASTER_KEY: options.masterKey,
    YIFEN_DATA_DIR: options.dataDir,
    YIFEN_HOST: options.host,
    YIFEN_PORT: String(options.port),
    // A merchant of its own in a database that is shared with something else.
    YIFEN_MERCHANT_ID: `demo-${merchant.mchid}`,
    // Standard output belongs to the demo; what happens is on the desk.
    YIFEN_LOG_LEVEL: 'silent',
    // Two people are there from the beginning; an authenticator would only be in the way.
    YIFEN_CONSOLE_TOTP: 'optional',
    YIFEN_REFUND_APPROVAL_ABOVE_FEN: '5000',
    // A receiver on this machine can be tried; when others reach the demo, its webhooks reach nobody's network.
    YIFEN_WEBHOOK_ALLOW_PRIVATE: String(options.host === '127.0.0.1'),
    // Money for a closed order goes back: the desk has a scenario of it.
    YIFEN_LATE_PAYMENT: 'refund',
    YIFEN_PAID_MESSAGE: `${demoTemplates.paid},thing1=description,amount2=amount,time3=paidAt`,
    YIFEN_SHIPPED_MESSAGE: `${demoTemplates.shipped},thing1=description,character_string2=trackingNo`,
    YIFEN_ORDER_PAGE: 'pages/detail/detail?id={id}',
    WECHAT_MESSAGE_TOKEN: demoPush.token,
    WECHAT_MESSAGE_AES_KEY: demoPush.encodingAESKey,
    ...(databaseUrl === undefined || databaseUrl === '' ? {} : { YIFEN_DATABASE_URL: databaseUrl }),
  });
}
