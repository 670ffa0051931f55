import { createPrivateKey, generateKeyPairSync } from 'node:crypto';

/** What the measuring process and the server processes both know: keys, names and one product. */
export interface BenchWorld {
  readonly mchid: string;
  readonly appid: string;
  readonly openid: string;
  readonly apiV3Key: string;
  readonly merchantSerial: string;
  readonly platformSerial: string;
  /** PEM. */
  readonly merchantKey: string;
  /** PEM. */
  readonly platformKey: string;
  /** PEM. */
  readonly platformPublicKey: string;
  readonly priceFen: number;
}

/** Makes a merchant and a WeChat for one run. */
export function createBenchWorld(): BenchWorld {
  const merchant = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const platform = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return {
    mchid: '1900000001',
    appid: 'wxbe0c000000000001',
    openid: 'oBenchBenchBenchBenchBenchBe',
    apiV3Key: '0123456789abcdefFEDCBA9876543210',
    merchantSerial: '408B07E79B8269FEC3D5D3E6AB8ED163A6A380DB',
    platformSerial: 'PUB_KEY_ID_0000000000000000000000000000000001',
    merchantKey: merchant.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    platformKey: platform.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    platformPublicKey: platform.publicKey.export({ type: 'spki', format: 'pem' }).toString(),
    priceFen: 100,
  };
}

/** The platform's private key, ready to sign. */
export function platformSigner(world: BenchWorld) {
  return {
    privateKey: createPrivateKey(world.platformKey),
    serial: world.platformSerial,
    apiV3Key: world.apiV3Key,
  };
}

/** The settings of a server of ours in this world, as its environment. */
export function serverEnvironment(
  world: BenchWorld,
  databaseUrl?: string,
): Readonly<Record<string, string>> {
  return {
    YIFEN_PORT: '0',
    YIFEN_LOG_LEVEL: 'silent',
    YIFEN_MASTER_KEY: Buffer.alloc(32, 1).toString('base64'),
    YIFEN_RATE_PER_ADDRESS: '1000000',
    YIFEN_RATE_PER_SESSION: '1000000',
    ...(databaseUrl !== undefined && { YIFEN_DATABASE_URL: databaseUrl }),
    WECHAT_APPID: world.appid,
    WECHAT_APP_SECRET: '0123456789abcdef0123456789abcdef',
    WECHAT_BASE_URL: 'http://127.0.0.1:1',
    WECHATPAY_BASE_URL: 'http://127.0.0.1:1',
    WECHATPAY_MCHID: world.mchid,
    WECHATPAY_MERCHANT_SERIAL: world.merchantSerial,
    WECHATPAY_MERCHANT_KEY: world.merchantKey,
    WECHATPAY_APIV3_KEY: world.apiV3Key,
    WECHATPAY_PUBLIC_KEY_ID: world.platformSerial,
    WECHATPAY_PUBLIC_KEY: world.platformPublicKey,
  };
}
