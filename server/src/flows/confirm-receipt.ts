import type { Order, Owner, Ports, Shipment } from '../ports.ts';
import { askShipment } from './ask-shipment.ts';
import { findOwnOrder } from './find-own-order.ts';
import { Refusal } from './refusal.ts';

/**
 * Tells a payer who came back from WeChat's confirm-receipt component whether the receipt counts:
 * WeChat is asked, since what the phone says proves nothing.
 *
 * @throws Refusal `not_found`, `order_not_shipped`, `wechat_refused`, `wechat_unavailable`
 */
export async function confirmReceipt(
  ports: Ports,
  owner: Owner,
  orderId: string,
): Promise<{ readonly order: Order; readonly shipment: Shipment }> {
  const order = await findOwnOrder(ports, owner, orderId);
  const shipment = await ports.store.findShipment(order);
  if (shipment === null || shipment.reportedAtMs === null) throw new Refusal('order_not_shipped');
  if (shipment.receivedAtMs !== null) return { order, shipment };
  return { order, shipment: await askShipment(ports, shipment) };
}
