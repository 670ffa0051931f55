import { groupBy, indexBy } from './index-by.ts';
import { defineJudge } from './judge.ts';

/** Refund states of ours that say that WeChat gave, or is giving, money back. */
const ACCEPTED: readonly string[] = ['processing', 'succeeded', 'abnormal'];

/** I06: a refund is meant once and happens once. */
export const oneRefundPerIntent = defineJudge(
  'I06',
  'A refund intent leads to at most one refund at WeChat, under one number, amount and order',
  function* (facts) {
    const numberOf = (each: { readonly outRefundNo: string }) => each.outRefundNo;
    for (const [number, [first, second]] of groupBy(facts.ours.refunds, numberOf)) {
      if (first && second) yield [`the refund number ${number} was given twice`, second.orderId];
    }
    for (const [number, refunds] of groupBy(facts.wechat.refunds, numberOf)) {
      if (refunds.length > 1) yield [`WeChat made ${refunds.length} refunds of ${number}`];
    }
    const intents = indexBy(facts.ours.refunds, numberOf);
    for (const made of facts.wechat.refunds) {
      const intent = intents.get(made.outRefundNo);
      if (!intent) {
        if (!made.byConsole) yield [`WeChat made the refund ${made.outRefundNo}: nobody meant it`];
        continue;
      }
      const isSame =
        intent.amountFen === made.amountFen && intent.transactionId === made.transactionId;
      if (!isSame)
        yield [`WeChat's refund ${made.outRefundNo} is not the one meant`, intent.orderId];
    }
    const made = indexBy(facts.wechat.refunds, numberOf);
    for (const { outRefundNo, state, orderId } of facts.ours.refunds) {
      if (!ACCEPTED.includes(state) || made.has(outRefundNo)) continue;
      yield [`our refund ${outRefundNo} is ${state}, WeChat knows none`, orderId];
    }
    if (!facts.settled) return;
    for (const { outRefundNo, state, orderId } of facts.ours.refunds) {
      const status = made.get(outRefundNo)?.status;
      if ((state === 'succeeded') !== (status === 'SUCCESS')) {
        yield [`our refund ${outRefundNo} is ${state}, WeChat's ${status ?? 'nowhere'}`, orderId];
      }
    }
  },
);
