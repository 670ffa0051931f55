import type { Order, PayerMessage, Ports, Shipment } from '../ports.ts';
import { askShipment } from './ask-shipment.ts';
import { Refusal } from './refusal.ts';

/** The shipment of an order; null before it is paid, and while nobody said how it is shipped. */
export async function findShipment(ports: Ports, order: Order): Promise<Shipment | null> {
  return order.transactionId === null ? null : ports.store.findShipment(order);
}

/**
 * Reads the shipment of a merchant's order; with `confirm` WeChat is asked first how far it is.
 *
 * @throws Refusal `not_found`, `wechat_refused`, `wechat_unavailable`
 */
export async function getShipment(
  ports: Ports,
  orderId: string,
  options: { readonly confirm: boolean },
): Promise<Shipment> {
  const { merchantId } = ports.settings;
  const shipment = await ports.store.findShipment({ merchantId, id: orderId });
  if (shipment === null) throw new Refusal('not_found');
  const isWorthAsking = options.confirm && shipment.reportedAtMs !== null;
  return isWorthAsking ? askShipment(ports, shipment) : shipment;
}

/**
 * Lists the subscribe messages about a merchant's order.
 *
 * @throws Refusal `not_found`
 */
export async function listPayerMessages(
  ports: Ports,
  orderId: string,
): Promise<readonly PayerMessage[]> {
  const order = await ports.store.findOrderById(ports.settings.merchantId, orderId);
  if (order === null) throw new Refusal('not_found');
  return ports.store.listMessages(order);
}
