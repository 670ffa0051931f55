import { decideShipping } from '../ledger/decide-shipping.ts';
import type { Ports, Shipment, ShippingStatement } from '../ports.ts';
import {
  commitShipment,
  logShipment,
  readShipmentAgain,
  shipmentAnnouncement,
} from './commit-shipment.ts';
import { Refusal } from './refusal.ts';

/** How often a statement is decided anew because others changed the shipment first. */
const MAX_ATTEMPTS = 10;

/**
 * Follows WeChat's word about a shipment: stage, receipt and settlement, with what is announced of
 * them, once. A word that was followed before changes nothing.
 *
 * @throws Refusal `order_busy` when the shipment kept changing under it; nothing was written.
 */
export async function followShipping(
  ports: Ports,
  shipment: Shipment,
  statement: ShippingStatement,
): Promise<Shipment> {
  let current = shipment;
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
    const { patch, announce } = decideShipping(current, statement, ports.clock.nowMs());
    if (Object.keys(patch).length === 0) return current;
    const after = { ...current, ...patch };
    const outbox = announce.map((type) => shipmentAnnouncement(ports, after, type));
    const followed = await commitShipment(ports, { before: current, patch, outbox });
    if (followed !== null) {
      for (const type of announce) logShipment(ports, followed, type);
      return followed;
    }
    current = await readShipmentAgain(ports, current);
  }
  throw new Refusal('order_busy');
}
