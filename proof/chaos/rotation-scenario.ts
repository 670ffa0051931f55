import { startAgain } from './disasters.ts';
import { count } from './journal.ts';
import { createPostgres } from './postgres.ts';
import type { Scenario } from './run-scenario.ts';
import { calm, rage, started } from './scenarios.ts';
import type { Stage } from './stage.ts';

const PLATFORM = 'changes of the platform certificate';
const MERCHANT = 'renewals of the merchant certificate';
/** How long both platform certificates sign, in milliseconds. */
const OVERLAP_MS = 4_000;

/**
 * Keys change while payments are under way: WeChat signs with another platform certificate, of which nobody
 * tells the servers, and the merchant's own certificate is renewed, server by server, and the former revoked.
 */
export const rotation: Scenario = {
  name: 'rotation',
  mustSee: [PLATFORM, MERCHANT],
  missing: () => null,
  open: (programs, folder) => started(createPostgres({ programs, folder })),
  async run(scene, _programs, postgres) {
    await rage(scene, [
      async (stage, signal) => {
        while (!signal.aborted) {
          const publicKeyPercent = stage.random.pick([0, 50]);
          stage.wechat.simulator.keys.change({ publicKeyPercent });
          await changePlatform(stage);
          await renewMerchant(stage);
        }
      },
    ]);
    await calm(scene);
    return postgres;
  },
};

async function changePlatform(stage: Stage): Promise<void> {
  const { platformCertificates } = stage.wechat.simulator.keys;
  if ((await platformCertificates.rotate(OVERLAP_MS)) === undefined) return;
  for (const { serial, certificate } of platformCertificates.listed()) {
    stage.platformKeys.set(serial, certificate);
  }
  count(stage.journal, PLATFORM);
  stage.tell('another platform certificate begins to sign');
}

/** A server signs with the next one before the former is revoked; one of them serves all the time. */
async function renewMerchant(stage: Stage): Promise<void> {
  const { merchantCertificates } = stage.wechat.simulator.keys;
  const issued = await merchantCertificates.issue();
  if (issued === undefined) return;
  const { merchantSerial, merchantPrivateKey } = issued;
  const former = stage.configure({
    WECHATPAY_MERCHANT_SERIAL: merchantSerial,
    WECHATPAY_MERCHANT_KEY: merchantPrivateKey,
  }).WECHATPAY_MERCHANT_SERIAL;
  stage.canaries.add(merchantPrivateKey.split('\n')[3] ?? merchantPrivateKey);
  for (const server of stage.servers) {
    await server.stop('SIGTERM');
    await startAgain(stage, server);
  }
  if (former !== undefined) merchantCertificates.change(former, 'revoked');
  count(stage.journal, MERCHANT);
  stage.tell('the merchant signs with another certificate, the former is revoked');
}
