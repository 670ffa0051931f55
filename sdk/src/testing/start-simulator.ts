import {
  createMaterial,
  createSimulator,
  handClock,
  type SimulatorMaterial,
  type SimulatorOptions,
} from '@yifen/simulator';
import { onTestFinished } from 'vitest';
import type { WechatPayOptions } from '../create-wechatpay.ts';

/** Now, in whole seconds: the simulator's certificates are effective since yesterday. */
export const startMs = Math.floor(Date.now() / 1000) * 1000;

let material: Promise<SimulatorMaterial> | undefined;

/** A simulator on a clock that moves by hand, and options of a client that shares it; closed when the test ends. */
export async function startSimulator(options: SimulatorOptions = {}) {
  material ??= createMaterial({ seed: 11 });
  const clock = handClock(startMs);
  const simulator = await createSimulator({
    seed: 11,
    material: await material,
    clock,
    ...options,
  });
  onTestFinished(() => simulator.close());
  const { merchant, url } = simulator;
  const clientOptions: WechatPayOptions = {
    mchid: merchant.mchid,
    merchantSerial: merchant.merchantSerial,
    privateKey: merchant.merchantPrivateKey,
    apiV3Key: merchant.apiV3Key,
    baseUrl: url,
    system: { nowMs: clock.wallMs, sleep: async () => {} },
  };
  return {
    simulator,
    merchant,
    clock,
    clientOptions,
    publicKey: { serial: merchant.publicKeyId, publicKey: merchant.publicKey },
    /** Asks the simulator for something out of WeChat's ordinary course. */
    async control(path: string, body: unknown): Promise<Record<string, unknown>> {
      const answer = await fetch(`${url}/_simulator${path}`, {
        method: 'POST',
        body: JSON.stringify(body),
      });
      if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
      return (await answer.json()) as Record<string, unknown>;
    },
  };
}
