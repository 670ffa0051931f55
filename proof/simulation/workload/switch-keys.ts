import type { Actor, Stage } from './actor.ts';

const SECOND_MS = 1_000;
const MINUTE_MS = 60_000;
/** What was sealed with the former key may be under way for a day. */
const FORGOTTEN_MS = 48 * 60 * MINUTE_MS;

/**
 * Keys change while payers pay: WeChat's gray switch and its certificates, and by the hand of the merchant the APIv3
 * key and the certificate that signs, each in the order in which WeChat's documents want it.
 */
export const switchKeys: Actor = async (stage, who) => {
  const { random, scheduler, reach } = stage;
  for (let round = 0; round < 3; round += 1) {
    const change = random.pick(`change ${who}`, [
      shiftShare,
      rotatePlatform,
      changeApiV3Key,
      renewMerchant,
    ]);
    await change(stage, who);
    reach.count('key rotated under load');
    await scheduler.wait(random.between(`pause ${who}`, MINUTE_MS, 12 * MINUTE_MS), `${who} rests`);
  }
};

/** A share of the notifications is signed by the public key, the rest by the certificate. */
async function shiftShare({ random, wechat }: Stage, who: string): Promise<void> {
  const publicKeyPercent = random.pick(`share ${who}`, [0, 0.1, 50, 100]);
  wechat.keys.change({ publicKeyPercent });
}

/** Nobody tells the servers: they meet a serial that they do not know. */
async function rotatePlatform({ random, wechat, reach, board }: Stage, who: string): Promise<void> {
  const overlapMs = random.between(`overlap ${who}`, 2 * MINUTE_MS, 30 * MINUTE_MS);
  wechat.keys.change({ publicKeyPercent: random.pick(`share ${who}`, [0, 50]) });
  if ((await wechat.keys.platformCertificates.rotate(overlapMs)) === undefined) return;
  const newest = wechat.keys.platformCertificates.listed().at(-1);
  if (newest) board.platformCertificates.push(newest.certificate);
  reach.count('platform certificate rotated');
}

/** The servers learn the next key before WeChat seals with it, and keep the former for what is still under way. */
async function changeApiV3Key(stage: Stage, who: string): Promise<void> {
  const { random, scheduler, wechat, reach } = stage;
  const former = wechat.keys.apiV3Key();
  // One change at a time: the former key is kept for two days.
  if (wechat.keys.apiV3Keys().length > 1) return;
  const next = random.text(`APIv3 key ${who}`, 32, 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789');
  stage.reconfigure({ apiV3Key: former, nextApiV3Key: next });
  const pauseMs = random.between(`console ${who}`, 5 * SECOND_MS, 3 * MINUTE_MS);
  await scheduler.wait(pauseMs, `${who} opens WeChat’s console`);
  wechat.keys.changeApiV3Key(next);
  reach.count('APIv3 key changed');
  scheduler.at(scheduler.nowMs() + FORGOTTEN_MS, `${who} forgets the former key`, () =>
    stage.reconfigure({ apiV3Key: next, nextApiV3Key: null }),
  );
}

/** The servers sign with the next certificate before the former is revoked. */
async function renewMerchant(stage: Stage, who: string): Promise<void> {
  const { random, scheduler, wechat, reach } = stage;
  const issued = await wechat.keys.merchantCertificates.issue();
  if (issued === undefined) return;
  const former = stage.credentials().merchantSerial;
  const { merchantSerial, merchantPrivateKey } = issued;
  stage.reconfigure({ merchantSerial, merchantKey: merchantPrivateKey });
  const pauseMs = random.between(`revokes ${who}`, 10 * SECOND_MS, 10 * MINUTE_MS);
  await scheduler.wait(pauseMs, `${who} revokes`);
  wechat.keys.merchantCertificates.change(former, 'revoked');
  reach.count('merchant certificate renewed');
}
