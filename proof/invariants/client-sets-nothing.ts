import { indexBy } from './index-by.ts';
import { defineJudge } from './judge.ts';
import { merchantsOf } from './paid-statements.ts';

/** I17: who pays does not say how much, to whom, or as whom. */
export const clientSetsNothing = defineJudge(
  'I17',
  'A client cannot set amount, openid, mchid, appid, notify_url or state, whatever it sends',
  function* (facts) {
    const merchants = merchantsOf(facts);
    const created = indexBy(facts.seen.created, ({ orderId }) => orderId);
    for (const order of facts.ours.orders) {
      const merchant = merchants.get(order.merchantId);
      const asker = created.get(order.id);
      const wrong = [
        ...(order.mchid === merchant?.mchid ? [] : ['mchid']),
        ...(merchant?.appids.includes(order.appid) ? [] : ['appid']),
        ...(order.notifyUrl === merchant?.notifyUrl ? [] : ['notify_url']),
        ...(asker === undefined || asker.openid === order.openid ? [] : ['openid']),
      ];
      if (wrong.length > 0)
        yield [`${order.outTradeNo} has a foreign ${wrong.join(', ')}`, order.id];
    }
    for (const { kind, note, succeeded } of facts.seen.attacks) {
      if (kind === 'added-field' && succeeded) yield [`an added field had its way: ${note}`];
    }
  },
);
