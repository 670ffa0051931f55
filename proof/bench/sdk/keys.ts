import { generateKeyPairSync } from 'node:crypto';
import { createSimulator } from '@yifen/simulator';

/** One merchant's keys, made by the simulator, in every form that a client asks for. */
export interface BenchKeys {
  readonly mchid: string;
  readonly appid: string;
  readonly apiV3Key: string;
  readonly merchantSerial: string;
  readonly merchantKey: string;
  readonly merchantCertificate: string;
}

/** Asks a simulator for a merchant, and lets the simulator go again. */
export async function makeBenchKeys(): Promise<BenchKeys> {
  const simulator = await createSimulator({ port: false });
  const { mchid, appid, apiV3Key, merchantSerial, merchantPrivateKey, merchantCertificate } =
    simulator.merchant;
  await simulator.close();
  return {
    mchid,
    appid,
    apiV3Key,
    merchantSerial,
    merchantKey: merchantPrivateKey,
    merchantCertificate,
  };
}

/** A platform key pair of WeChat's, to sign what the clients under measurement verify. */
export function makePlatformKeys() {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return { privateKey, publicKey: publicKey.export({ type: 'spki', format: 'pem' }).toString() };
}
