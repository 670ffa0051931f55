import { nextPollAtMs, POLL_AFTER_CLOSE_MS } from '../ledger/poll-slots.ts';
import { type Order, PlatformFailure, type Ports } from '../ports.ts';
import { askPayment, type PaymentAnswer } from './ask-payment.ts';
import { closeOrder } from './close-order.ts';
import { commitOrder, readAgain } from './commit-order.ts';

/**
 * Looks after one due order: asks WeChat, follows the answer, closes what has expired, and sets the
 * next time. This is what finds the money when a notification was lost, and what frees the stock of
 * what nobody pays.
 *
 * @param order Claimed with `claimDueOrders`: until its lease ends no other process polls it.
 */
export async function pollOrder(ports: Ports, order: Order): Promise<Order> {
  const isExpired = ports.clock.nowMs() >= order.expiresAtMs;
  // WeChat never heard of it: there is nothing to ask.
  if (order.state === 'created' && order.askedAtMs === null) {
    return isExpired ? closeOrder(ports, order, 'expired') : schedule(ports, order);
  }
  const answer = await askPayment(ports, order);
  const asked = answer.order;
  if (answer.said === 'no-answer') return schedule(ports, asked);
  if (asked.state === 'closing') return finishClose(ports, asked, 'closing');
  if ((asked.state === 'created' || asked.state === 'payable') && isExpired) {
    return finishClose(ports, asked, 'expired');
  }
  // Closed by this very answer: it is asked about once more, when it is due.
  if (asked.state === 'closed' && order.state !== 'closed') return asked;
  if (asked.state === 'closed') return lookAfterClosed(ports, answer);
  return schedule(ports, asked);
}

async function finishClose(ports: Ports, order: Order, why: string): Promise<Order> {
  const closed = await closeOrder(ports, order, why);
  return closed.state === 'closing' ? schedule(ports, closed) : closed;
}

/** It was closed ten minutes ago; WeChat's word is terminal unless it still takes money for it. */
async function lookAfterClosed(ports: Ports, { order, said }: PaymentAnswer): Promise<Order> {
  if (said !== 'unpaid') return setNextPoll(ports, order, null);
  try {
    await ports.platform.closePayment(order);
    return await setNextPoll(ports, order, ports.clock.nowMs() + POLL_AFTER_CLOSE_MS);
  } catch (error) {
    if (!(error instanceof PlatformFailure)) throw error;
    return schedule(ports, order);
  }
}

function schedule(ports: Ports, order: Order): Promise<Order> {
  return setNextPoll(ports, order, nextPollAtMs(order, ports.clock.nowMs()));
}

async function setNextPoll(ports: Ports, order: Order, nextMs: number | null): Promise<Order> {
  if (order.nextPollAtMs === nextMs) return order;
  const scheduled = await commitOrder(ports, {
    before: order,
    patch: { nextPollAtMs: nextMs, pollCount: order.pollCount + 1 },
  });
  if (scheduled === null) return readAgain(ports, order);
  const isOpen =
    order.state === 'payable' || order.state === 'closing' || order.state === 'created';
  if (nextMs === null && isOpen) {
    ports.log.event('poll.given-up', { orderId: order.id, outTradeNo: order.outTradeNo });
  }
  return scheduled;
}
