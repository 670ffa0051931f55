import type { BillPayment } from '../ledger/bill-line.ts';
import type { FoundDifference } from '../ledger/difference.ts';
import { describe } from '../ledger/match-trade-bill.ts';
import { type Order, PlatformFailure, type Ports } from '../ports.ts';
import { settlePayment } from './settle-payment.ts';

/** What a line of a bill turned out to be. */
export interface LineOutcome {
  /** Null: it agrees with our books after all. */
  readonly difference: FoundDifference | null;
  /** It counts among what is ours. */
  readonly isOurs: boolean;
  /** The payment in our books that this line is about, though under another number. */
  readonly covers: string | null;
}

/**
 * Looks into a payment that the bill has and that day's books have not. The bill is not evidence: it leads to
 * a question, and only WeChat's signed answer makes an order paid.
 *
 * @param isOfDay Says whether a moment is of the bill's day.
 * @throws PlatformFailure when WeChat could not be asked: the day is tried again.
 */
export async function reconcilePayment(
  ports: Ports,
  line: BillPayment,
  isOfDay: (atMs: number) => boolean,
): Promise<LineOutcome> {
  const found = (kind: FoundDifference['kind'], more: Partial<FoundDifference> = {}) =>
    outcome({ ...describe(line, kind), ...more });
  const order = await findOrder(ports, line);
  if (order === null) return found('payment-unknown');
  const known = await compare(ports, order, line, isOfDay);
  if (known !== null) return known;
  if (order.state === 'disputed') return found('payment-disputed', { ourState: order.state });
  const note = await ask(ports, order, line);
  const now = (await findOrder(ports, line)) ?? order;
  const healed = await compare(ports, now, line, isOfDay);
  if (healed?.difference === null) {
    const difference = { ...describe(line, 'payment-missing-here'), healed: true };
    return { ...healed, difference: { ...difference, ourState: now.state } };
  }
  if (healed !== null) return healed;
  if (now.state === 'disputed') return found('payment-disputed', { ourState: now.state });
  return found('payment-missing-here', { ourState: now.state, note });
}

/** Asks about the very number in the bill, and follows the answer; says why there was none. */
async function ask(
  ports: Ports,
  order: Order,
  { outTradeNo }: BillPayment,
): Promise<string | null> {
  try {
    const proven = await ports.platform.queryPayment({ ...order, outTradeNo });
    if (proven === null) return 'ORDER_NOT_EXIST';
    await settlePayment(ports, order, proven);
    return proven.statement.tradeState;
  } catch (error) {
    // A refusal would be repeated; anything else may be better in a while.
    if (error instanceof PlatformFailure && error.outcome === 'refused') return error.code;
    throw error;
  }
}

/** Holds the line against the order as it is; null when the order knows nothing of this payment. */
async function compare(
  ports: Ports,
  order: Order,
  line: BillPayment,
  isOfDay: (atMs: number) => boolean,
): Promise<LineOutcome | null> {
  const { outTradeNo, transactionId, amountFen } = line;
  const found = (kind: FoundDifference['kind'], oursFen: number) => {
    const difference = { ...describe(line, kind), oursFen, ourState: order.state };
    return { ...outcome(difference), isOurs: true, covers: order.transactionId };
  };
  const isOwnNumber = order.outTradeNo === outTradeNo;
  if (order.transactionId !== null && isOwnNumber !== (order.transactionId === transactionId)) {
    if (isOwnNumber || order.transactionId === transactionId) {
      return found('reference-differs', order.amountFen);
    }
  }
  if (isOwnNumber && order.transactionId === transactionId && order.paidAtMs !== null) {
    if (order.amountFen !== amountFen) return found('amount-differs', order.amountFen);
    if (!isOfDay(order.paidAtMs)) return found('day-differs', order.amountFen);
    return { difference: null, isOurs: true, covers: null };
  }
  // Paid under a number that was given up: known by the refund that gives it back.
  const refunds = await ports.store.listRefunds(order);
  const back = refunds.find(
    (each) => each.transactionId === transactionId && each.outTradeNo === outTradeNo,
  );
  if (back === undefined) return null;
  if (back.totalFen !== amountFen) return found('amount-differs', back.totalFen);
  return { difference: null, isOurs: true, covers: null };
}

function findOrder(ports: Ports, { outTradeNo }: BillPayment): Promise<Order | null> {
  return ports.store.findOrderByNumber(ports.settings.merchantId, outTradeNo);
}

function outcome(difference: FoundDifference): LineOutcome {
  return { difference, isOurs: false, covers: null };
}
