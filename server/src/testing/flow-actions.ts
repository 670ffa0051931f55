import { acceptNotification } from '../flows/accept-notification.ts';
import { createOrder } from '../flows/create-order.ts';
import { getOrder } from '../flows/get-order.ts';
import { pollOrder } from '../flows/poll-order.ts';
import { prepayOrder } from '../flows/prepay-order.ts';
import type { Order } from '../ports.ts';
import { type TestPorts, testPayer } from './create-test-ports.ts';

/** What tests of flows do again and again, on the ports that stand at that moment. */
export function flowActions(ports: () => TestPorts) {
  function buy(
    productId: string,
    idempotencyKey: string | null = null,
    quantity = 1,
  ): Promise<Order> {
    const items = [{ productId, quantity }];
    return createOrder(ports(), { openid: testPayer.openid, items, idempotencyKey });
  }

  function notifyText(text: string) {
    return acceptNotification(ports(), { headers: {}, body: new TextEncoder().encode(text) });
  }

  return {
    buy,
    notifyText,
    /** An order that WeChat has accepted. */
    async payable(productId = 'tea', quantity = 1): Promise<Order> {
      const order = await buy(productId, null, quantity);
      return (await prepayOrder(ports(), testPayer, order.id)).order;
    },
    notify: (statement: object) => notifyText(JSON.stringify(statement)),
    confirm: (order: Order) => getOrder(ports(), testPayer, order.id, { confirm: true }),
    /** How often WeChat was asked. */
    questions: () => ports().platform.calls.filter((name) => name === 'query').length,
    async pollDue(): Promise<Order[]> {
      const nowMs = ports().clock.nowMs();
      const { merchantId } = ports().settings;
      const claim = { merchantId, nowMs, leaseSeconds: 60, limit: 10 };
      const due = await ports().store.claimDueOrders(claim);
      return Promise.all(due.map((order) => pollOrder(ports(), order)));
    },
    stock: async (id: string) => (await ports().store.findProducts('default', [id]))[0]?.stock,
  };
}
