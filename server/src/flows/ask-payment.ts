import { type Order, type PaymentStatement, PlatformFailure, type Ports } from '../ports.ts';
import { readAgain } from './commit-order.ts';
import { settlePayment } from './settle-payment.ts';

/** What WeChat said when asked: a trade state, that it does not know the order, or nothing usable. */
export interface PaymentAnswer {
  /** As it is after WeChat's word was followed. */
  readonly order: Order;
  readonly said: PaymentStatement['tradeState'] | 'nothing-known' | 'no-answer';
}

/**
 * Asks WeChat about an order and follows the answer. A call that fails is not an error here: the
 * order stays as it is and the poll asks again.
 */
export async function askPayment(ports: Ports, order: Order): Promise<PaymentAnswer> {
  const answer = await ask(ports, order);
  ports.log.event('poll.asked', {
    orderId: order.id,
    outTradeNo: order.outTradeNo,
    said: answer.said,
    state: answer.order.state,
  });
  return answer;
}

async function ask(ports: Ports, order: Order): Promise<PaymentAnswer> {
  try {
    const proven = await ports.platform.queryPayment(order);
    if (proven === null) return { order: await readAgain(ports, order), said: 'nothing-known' };
    const settled = await settlePayment(ports, order, proven);
    return { order: settled.order, said: proven.statement.tradeState };
  } catch (error) {
    if (!(error instanceof PlatformFailure)) throw error;
    ports.log.event('wechat.failed', {
      outTradeNo: order.outTradeNo,
      during: 'query',
      outcome: error.outcome,
      code: error.code,
      requestId: error.requestId,
    });
    return { order: await readAgain(ports, order), said: 'no-answer' };
  }
}
