import { randomBytes } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { startAgain } from './disasters.ts';
import { count } from './journal.ts';
import { createPostgres } from './postgres.ts';
import type { Scenario } from './run-scenario.ts';
import { calm, rage, started } from './scenarios.ts';
import type { Stage } from './stage.ts';
import { tellApiV3Key } from './tell-apiv3-key.ts';

const PLATFORM = 'changes of the platform certificate';
const MERCHANT = 'renewals of the merchant certificate';
const APIV3 = 'changes of the APIv3 key';
/** How long both platform certificates sign, in milliseconds. */
const OVERLAP_MS = 4_000;
/** Servers that run look for other keys every two seconds. */
const HEARD_MS = 4_000;

/**
 * Keys change while payments are under way: WeChat signs with another platform certificate, of which nobody
 * tells the servers, the merchant's own certificate is renewed, server by server, and the former revoked, and the
 * APIv3 key is changed under servers that run.
 */
export const rotation: Scenario = {
  name: 'rotation',
  mustSee: [PLATFORM, MERCHANT, APIV3],
  missing: () => null,
  open: (programs, folder) => started(createPostgres({ programs, folder })),
  async run(scene, _programs, postgres) {
    const keysFolder = scene.folder('keys');
    await mkdir(keysFolder);
    await rage(scene, [
      async (stage, signal) => {
        let changedAtMs = 0;
        while (!signal.aborted) {
          const publicKeyPercent = stage.random.pick([0, 50]);
          stage.wechat.simulator.keys.change({ publicKeyPercent });
          await changePlatform(stage);
          await renewMerchant(stage);
          changedAtMs = await changeApiV3(stage, keysFolder, changedAtMs);
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

/**
 * The servers hear of the next key before WeChat seals with it, and keep the former until nothing that was sealed with
 * it is under way: at WeChat's pace the next change would come a day later.
 *
 * @returns when the latest change was
 */
async function changeApiV3(stage: Stage, folder: string, lastChangeAtMs: number): Promise<number> {
  const { keys, notifications, clock } = stage.wechat.simulator;
  const isUnderWay = notifications().some(
    ({ state, createdAtMs }) => state === 'pending' && createdAtMs < lastChangeAtMs,
  );
  if (isUnderWay) return lastChangeAtMs;
  const next = randomBytes(16).toString('hex');
  stage.canaries.add(next);
  await tellApiV3Key(stage, 'current', keys.apiV3Key(), folder);
  await tellApiV3Key(stage, 'next', next, folder);
  await sleep(HEARD_MS);
  keys.changeApiV3Key(next);
  count(stage.journal, APIV3);
  stage.tell('WeChat seals with another APIv3 key');
  return clock.nowMs();
}
