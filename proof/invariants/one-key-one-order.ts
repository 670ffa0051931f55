import { groupBy, indexBy } from './index-by.ts';
import { defineJudge } from './judge.ts';

/** I15: a repeated wish is the same wish. */
export const oneKeyOneOrder = defineJudge(
  'I15',
  'The same idempotency key and input give the same order and one effect; other input is refused',
  function* (facts) {
    const keyOf = (each: {
      readonly merchantId: string;
      readonly openid: string;
      readonly key: string;
    }) => `${each.merchantId} ${each.openid} ${each.key}`;
    const stored = indexBy(facts.ours.idempotencyKeys, keyOf);
    const answers = facts.seen.created.map((each) => ({ ...each, key: each.idempotencyKey }));
    for (const [key, same] of groupBy(answers, keyOf)) {
      const orders = new Set(same.map(({ orderId }) => orderId));
      const inputs = new Set(same.map(({ input }) => input));
      const [orderId] = orders;
      if (orders.size > 1) yield [`the key ${key} made ${orders.size} orders`, orderId];
      if (inputs.size > 1) yield [`the key ${key} took ${inputs.size} different inputs`, orderId];
      const row = stored.get(key);
      if (row && orderId && row.orderId !== orderId) {
        yield [`the key ${key} is kept for another order`, orderId];
      }
    }
    for (const [orderId, rows] of groupBy(facts.ours.idempotencyKeys, (row) => row.orderId)) {
      if (rows.length > 1) yield [`${orderId} was made by ${rows.length} keys`, orderId];
    }
    for (const { kind, note, succeeded } of facts.seen.attacks) {
      if (kind === 'key-with-other-input' && succeeded) yield [`other input was taken: ${note}`];
    }
  },
);
