import type { Facts } from '../invariants/facts.ts';
import type { Postgres } from './postgres.ts';
import { ROLE } from './postgres.ts';
import { readDatabaseFacts } from './read-database-facts.ts';
import { readWechatFacts } from './read-wechat-facts.ts';
import { PRICES, type Stage } from './stage.ts';

/** Puts together what the judges look at. */
export async function collectFacts(stage: Stage, postgres: Postgres): Promise<Facts> {
  const { journal, wechat, publicUrl } = stage;
  const canaries = [...stage.canaries];
  const ours = await readDatabaseFacts((text) => postgres.query(text, ROLE), canaries);
  const { merchant, clock, keys } = wechat.simulator;
  return {
    nowMs: clock.nowMs(),
    settled: true,
    merchants: [
      {
        merchantId: 'default',
        mchid: merchant.mchid,
        appids: [merchant.appid],
        notifyUrl: `${publicUrl}/wechatpay/notifications/default`,
        latePayment: 'refund',
        platformKeys: {
          [merchant.publicKeyId]: merchant.publicKey,
          [merchant.platformSerial]: merchant.platformCertificate,
          ...Object.fromEntries(stage.platformKeys),
        },
        apiV3Keys: keys.apiV3Keys(),
        prices: PRICES,
      },
    ],
    ours,
    wechat: await readWechatFacts(wechat, ours),
    seen: {
      created: journal.created,
      reads: journal.reads,
      refundsGranted: journal.refundsGranted,
      attacks: journal.attacks,
      canaries,
      said: journal.said,
      connections: journal.connections,
      // Something is always down here: how soon news must come is judged where time is simulated.
      upPeriods: [],
      bounds: [],
    },
  };
}
