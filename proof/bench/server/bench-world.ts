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
