import type { ShipmentRequest } from '../ledger/judge-shipment.ts';
import type { Actor, Ports, Shipment } from '../ports.ts';
import { commitShipment, logShipment } from './commit-shipment.ts';
import { fillPhone, planShipment, type ShipmentPlan } from './plan-shipment.ts';
import { Refusal } from './refusal.ts';

/** How often a request is judged anew because others changed the shipment first. */
const MAX_ATTEMPTS = 10;

/**
 * Says how a paid order is shipped. It is written down at once and WeChat is told by a job; the same
 * request twice is one shipment. For SF the payer's number, if he let us keep it, is filled in masked.
 *
 * @throws Refusal `not_found`, `order_not_shippable`, `shipment_invalid`, `shipment_final`, `order_busy`
 */
export async function shipOrder(
  ports: Ports,
  actor: Actor,
  orderId: string,
  wish: ShipmentRequest,
): Promise<Shipment> {
  const order = await ports.store.findOrderById(ports.settings.merchantId, orderId);
  if (order === null) throw new Refusal('not_found');
  const request = await fillPhone(ports, order, wish);
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
    const before = await ports.store.findShipment(order);
    const plan = planShipment(ports, { actor, order, before, request });
    if (plan.kind === 'same') return plan.shipment;
    const written = await write(ports, plan);
    if (written === null) continue;
    logShipment(ports, written, 'shipment.requested');
    return written;
  }
  throw new Refusal('order_busy');
}

/** Null: another request, or the job, was first. */
async function write(
  ports: Ports,
  plan: Exclude<ShipmentPlan, { readonly kind: 'same' }>,
): Promise<Shipment | null> {
  if (plan.kind === 'change') return commitShipment(ports, plan);
  return (await ports.store.createShipment(plan.shipment)) === 'created' ? plan.shipment : null;
}
