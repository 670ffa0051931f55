import { indexBy } from './index-by.ts';
import { defineJudge } from './judge.ts';

const KEPT_TYPES = /^(TRANSACTION\.SUCCESS|REFUND\.)/;

/** I10: what was acknowledged is there, whatever crashed afterwards. */
export const answerIsKept = defineJudge(
  'I10',
  'A notification answered 2xx, an order and a refund answered with success are stored after any crash',
  function* (facts) {
    const urls = new Set(facts.merchants.map(({ notifyUrl }) => notifyUrl));
    const kept = new Set(facts.ours.evidence.map(({ id }) => id));
    for (const { id, url, eventType, outTradeNo, acknowledgedAtMs } of facts.wechat.notifications) {
      if (acknowledgedAtMs === null || !urls.has(url) || !KEPT_TYPES.test(eventType)) continue;
      if (!kept.has(id))
        yield [`the notification ${id} of ${outTradeNo} was acknowledged and lost`];
    }
    const orders = indexBy(facts.ours.orders, ({ id }) => id);
    for (const { orderId, amountFen } of facts.seen.created) {
      const order = orders.get(orderId);
      if (!order) yield [`the order ${orderId} was answered and lost`, orderId];
      const isChanged = facts.ours.attempts.some((attempt) => attempt.orderId === orderId);
      if (order && !isChanged && order.amountFen !== amountFen) {
        yield [`the order ${orderId} was answered with ${amountFen} fen`, orderId];
      }
    }
    const refunds = indexBy(facts.ours.refunds, ({ id }) => id);
    for (const { refundId, amountFen } of facts.seen.refundsGranted) {
      const refund = refunds.get(refundId);
      if (refund?.amountFen === amountFen) continue;
      yield [`the refund ${refundId} was answered and lost`, refund?.orderId];
    }
  },
);
