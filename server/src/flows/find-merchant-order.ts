import type { Order, Ports } from '../ports.ts';
import { UUID } from './find-own-order.ts';
import { Refusal } from './refusal.ts';

/**
 * Finds an order of this merchant, whoever its payer is.
 *
 * @throws Refusal `not_found`, in the same way for another merchant's order and for none at all.
 */
export async function findMerchantOrder(ports: Ports, id: string): Promise<Order> {
  const { merchantId } = ports.settings;
  const order = UUID.test(id) ? await ports.store.findOrderById(merchantId, id) : null;
  if (order === null) throw new Refusal('not_found');
  return order;
}

/**
 * Finds the orders that a number may mean: our id, the number at WeChat, also one that was given up, WeChat's
 * transaction, or any number of one of their refunds.
 */
export async function findOrdersByNumber(ports: Ports, number: string): Promise<readonly Order[]> {
  const { store, settings } = ports;
  const { merchantId } = settings;
  const isId = UUID.test(number);
  const [refunds, orders] = await Promise.all([
    Promise.all([
      isId ? store.findRefund(merchantId, number) : null,
      store.findRefundByNumber(merchantId, number),
      store.findRefundByWechatId(merchantId, number),
    ]),
    Promise.all([
      isId ? store.findOrderById(merchantId, number) : null,
      store.findOrderByNumber(merchantId, number),
      store.findOrderByTransaction(merchantId, number),
    ]),
  ]);
  const ids = new Set(refunds.flatMap((refund) => refund?.orderId ?? []));
  const refunded = await Promise.all([...ids].map((id) => store.findOrderById(merchantId, id)));
  const found = [...orders, ...refunded].filter((order) => order !== null);
  return [...new Map(found.map((order) => [order.id, order])).values()];
}
