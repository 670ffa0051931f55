import type { Facts } from './facts.ts';
import { indexBy } from './index-by.ts';
import { merchantsOf } from './paid-statements.ts';

/** One line of a book: money that came or went back, on the day for which it counts. */
export interface BookLine {
  readonly mchid: string;
  readonly kind: 'payment' | 'refund';
  /** The transaction, or the number of the refund. */
  readonly reference: string;
  readonly amountFen: number;
  /** Beijing day, e.g. `2026-11-23`. */
  readonly day: string;
  readonly orderId: string | null;
}

const BEIJING_OFFSET_MS = 8 * 3_600_000;

/** The Beijing day of a moment. */
function beijingDay(atMs: number): string {
  return new Date(atMs + BEIJING_OFFSET_MS).toISOString().slice(0, 10);
}

/** What our database says about money: payments by success time, refunds by acceptance time. */
export function ourBook(facts: Facts): readonly BookLine[] {
  const merchants = merchantsOf(facts);
  const mchidOf = (merchantId: string) => merchants.get(merchantId)?.mchid ?? '';
  const payments = facts.ours.orders.flatMap(
    ({ merchantId, transactionId, amountFen, paidAtMs, id }): BookLine[] =>
      transactionId === null || paidAtMs === null
        ? []
        : [
            {
              mchid: mchidOf(merchantId),
              kind: 'payment',
              reference: transactionId,
              amountFen,
              day: beijingDay(paidAtMs),
              orderId: id,
            },
          ],
  );
  const refunds = facts.ours.refunds.flatMap(
    ({ merchantId, outRefundNo, amountFen, acceptedAtMs, orderId }): BookLine[] =>
      acceptedAtMs === null
        ? []
        : [
            {
              mchid: mchidOf(merchantId),
              kind: 'refund',
              reference: outRefundNo,
              amountFen,
              day: beijingDay(acceptedAtMs),
              orderId,
            },
          ],
  );
  return [...payments, ...surplusPayments(facts), ...refunds];
}

/** Money under a number that was given up is in our book as the refund that returns it. */
function surplusPayments(facts: Facts): readonly BookLine[] {
  const taken = indexBy(facts.wechat.payments, ({ transactionId }) => transactionId);
  const surplus = facts.ours.refunds.filter(({ kind }) => kind === 'surplus');
  return [...indexBy(surplus, ({ transactionId }) => transactionId).values()].flatMap((refund) => {
    const payment = taken.get(refund.transactionId);
    if (!payment) return [];
    return [
      {
        mchid: payment.mchid,
        kind: 'payment' as const,
        reference: refund.transactionId,
        amountFen: refund.totalFen,
        // Our row has no moment of payment of its own; the day is WeChat's.
        day: beijingDay(payment.paidAtMs),
        orderId: refund.orderId,
      },
    ];
  });
}

/** What WeChat's bill says. */
export function wechatBook(facts: Facts): readonly BookLine[] {
  return [
    ...facts.wechat.payments.map(
      ({ mchid, transactionId, amountFen, paidAtMs }): BookLine => ({
        mchid,
        kind: 'payment',
        reference: transactionId,
        amountFen,
        day: beijingDay(paidAtMs),
        orderId: null,
      }),
    ),
    ...facts.wechat.refunds.map(
      ({ mchid, outRefundNo, amountFen, acceptedAtMs }): BookLine => ({
        mchid,
        kind: 'refund',
        reference: outRefundNo,
        amountFen,
        day: beijingDay(acceptedAtMs),
        orderId: null,
      }),
    ),
  ];
}
