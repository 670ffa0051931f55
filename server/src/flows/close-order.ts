import { nextPollAtMs, POLL_AFTER_CLOSE_MS } from '../ledger/poll-slots.ts';
import { type Order, PlatformFailure, type Ports } from '../ports.ts';
import { askPayment } from './ask-payment.ts';
import { announcement, commitOrder, historyLine, readAgain } from './commit-order.ts';

/** WeChat's codes that say the order is closed, or never was, in both spellings: what we want. */
export const CLOSED_CODES: readonly string[] = [
  'ORDER_CLOSED',
  'ORDERCLOSED',
  'ORDER_NOT_EXIST',
  'ORDERNOTEXIST',
];

/**
 * Closes an order: at WeChat first, when WeChat can know it, then here.
 *
 * The wish is recorded (`closing`) before WeChat is called. Without a clear answer the order stays
 * `closing` and the poll finishes it; money that comes in the same instant makes it `paid`. The
 * caller asks WeChat before it calls this.
 *
 * @param why Said in the history.
 * @returns The order as it is now: `closed`, `closing`, or what somebody else made of it meanwhile.
 */
export async function closeOrder(ports: Ports, order: Order, why: string): Promise<Order> {
  if (order.state === 'created' && order.askedAtMs === null) {
    return (await commitClosed(ports, order, why)) ?? readAgain(ports, order);
  }
  const closing = order.state === 'closing' ? order : await beginClose(ports, order, why);
  if (closing === null) return readAgain(ports, order);
  try {
    await ports.platform.closePayment(closing);
  } catch (error) {
    if (!(error instanceof PlatformFailure)) throw error;
    logFailure(ports, closing, error);
    if (error.outcome === 'none') return closing;
    // It refuses to close what is paid, and an answer that was lost may have closed: its word decides.
    if (!CLOSED_CODES.includes(error.code)) return (await askPayment(ports, closing)).order;
  }
  return (await commitClosed(ports, closing, why)) ?? readAgain(ports, closing);
}

function beginClose(ports: Ports, order: Order, why: string): Promise<Order | null> {
  const nowMs = ports.clock.nowMs();
  const closing = { ...order, state: 'closing' as const, pollCount: 0 };
  return commitOrder(ports, {
    before: order,
    patch: {
      state: 'closing',
      pollCount: 0,
      askedAtMs: nowMs,
      nextPollAtMs: nextPollAtMs(closing, nowMs),
    },
    event: historyLine(order, 'begin-close', nowMs, why),
  });
}

async function commitClosed(ports: Ports, order: Order, why: string): Promise<Order | null> {
  const nowMs = ports.clock.nowMs();
  const closed = await commitOrder(ports, {
    before: order,
    patch: {
      state: 'closed',
      // Also of an order that we never placed: another system with the merchant's keys may have sold under its number.
      nextPollAtMs: nowMs + POLL_AFTER_CLOSE_MS,
    },
    event: historyLine(order, 'close', nowMs, why),
    outbox: [announcement(ports, order, 'order.closed')],
    releaseStock: true,
  });
  if (closed !== null) {
    ports.log.event('order.closed', { orderId: order.id, outTradeNo: order.outTradeNo, why });
  }
  return closed;
}

function logFailure(ports: Ports, order: Order, error: PlatformFailure): void {
  ports.log.event('wechat.failed', {
    outTradeNo: order.outTradeNo,
    during: 'close',
    outcome: error.outcome,
    code: error.code,
    requestId: error.requestId,
  });
}
