import type { Ports, Refund } from '../ports.ts';
import { announcement, commitOrder, historyLine } from './commit-order.ts';
import { Refusal } from './refusal.ts';
import { returnRest } from './return-rest.ts';

/** How often it is tried anew because others changed the order first. */
const MAX_ATTEMPTS = 10;

/**
 * Closes the order of a late payment when all of the money has gone back; when a part did, in WeChat's console perhaps,
 * the rest follows it. Doing it twice is doing it once.
 *
 * @param refund One that succeeded.
 * @throws Refusal `order_busy` when the order kept changing under it.
 */
export async function finishReturn(ports: Ports, refund: Refund): Promise<void> {
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
    const order = await ports.store.findOrderById(refund.merchantId, refund.orderId);
    if (order === null) throw new Error(`the store lost the order of refund ${refund.outRefundNo}`);
    if (order.state !== 'refunding') return;
    const refunds = await ports.store.listRefunds(order);
    const returnedFen = refunds
      .filter(
        ({ state, transactionId }) =>
          state === 'succeeded' && transactionId === order.transactionId,
      )
      .reduce((sum, { amountFen }) => sum + amountFen, 0);
    if (returnedFen < order.amountFen) return returnRest(ports, refund);
    const closed = await commitOrder(ports, {
      before: order,
      patch: { state: 'closed' },
      event: historyLine(order, 'refund', ports.clock.nowMs(), 'all of the late money went back'),
      outbox: [announcement(ports, order, 'order.closed', { returned: true })],
    });
    if (closed === null) continue;
    ports.log.event('order.closed', {
      orderId: order.id,
      outTradeNo: order.outTradeNo,
      why: 'refunded',
    });
    return;
  }
  throw new Refusal('order_busy');
}
