import { ourBook, wechatBook } from './book-lines.ts';
import type { Facts } from './facts.ts';
import { groupBy, indexBy } from './index-by.ts';

/** The figures of a run that matter most. */
export interface MoneyFigures {
  /** What WeChat took or gave back and neither our books nor a difference know, in fen. */
  readonly fenLost: number;
  /** What our books say and WeChat does not hold, in fen. */
  readonly fenCreated: number;
  /** The longest time in which money that WeChat had was read as unpaid, in milliseconds. */
  readonly longestUnpaidMs: number;
  /** Refunds that WeChat made beyond the first of each intent. */
  readonly doubleRefunds: number;
}

/** Counts them. */
export function countMoney(facts: Facts): MoneyFigures {
  const keyOf = (line: ReturnType<typeof ourBook>[number]) =>
    `${line.mchid} ${line.kind} ${line.reference}`;
  const ours = indexBy(ourBook(facts), keyOf);
  const theirs = indexBy(wechatBook(facts), keyOf);
  const named = new Set(facts.ours.differences.map(({ reference }) => reference));
  const missing = (from: typeof ours, of: typeof ours) =>
    [...of]
      .filter(([, { reference }]) => !named.has(reference))
      .reduce(
        (sum, [key, { amountFen }]) =>
          sum + Math.max(0, amountFen - (from.get(key)?.amountFen ?? 0)),
        0,
      );
  const numbers = groupBy(facts.wechat.refunds, ({ outRefundNo }) => outRefundNo);
  return {
    fenLost: missing(ours, theirs),
    fenCreated: missing(theirs, ours),
    longestUnpaidMs: longestUnpaidMs(facts),
    doubleRefunds: facts.wechat.refunds.length - numbers.size,
  };
}

function longestUnpaidMs(facts: Facts): number {
  const orders = indexBy(facts.ours.orders, ({ id }) => id);
  const payments = indexBy(facts.wechat.payments, ({ outTradeNo }) => outTradeNo);
  return facts.seen.reads.reduce((longest, { orderId, state, askedAtMs }) => {
    const paidAtMs = payments.get(orders.get(orderId)?.outTradeNo ?? '')?.paidAtMs;
    const isUnpaid = state === 'created' || state === 'payable' || state === 'closing';
    return paidAtMs === undefined || !isUnpaid ? longest : Math.max(longest, askedAtMs - paidAtMs);
  }, 0);
}
