import type { Actor } from './actor.ts';

const MINUTE_MS = 60_000;

/** WeChat's gray switch: a share of the notifications is signed by the public key, the rest by the certificate. */
export const switchKeys: Actor = async ({ random, scheduler, wechat, reach }, who) => {
  for (let round = 0; round < 3; round += 1) {
    const publicKeyPercent = random.pick(`share ${who}`, [0, 0.1, 50, 100]);
    wechat.keys.change({ publicKeyPercent });
    reach.count('key rotated under load');
    await scheduler.wait(random.between(`pause ${who}`, MINUTE_MS, 12 * MINUTE_MS), `${who} rests`);
  }
};
