import type { Actor, Order, Parcel, Ports, Shipment, ShipmentChange } from '../ports.ts';
import { logShipment } from './commit-shipment.ts';
import { fillPhone, planShipment, type ShipmentPlan } from './plan-shipment.ts';
import { Refusal } from './refusal.ts';

/** How often a request is judged anew because others changed one of the shipments first. */
const MAX_ATTEMPTS = 10;

/** The longest description of goods, in characters. */
const MAX_ITEM_DESC = 120;

/** Several orders of one payer in one parcel. */
export interface SharedParcel extends Pick<Parcel, 'carrier' | 'trackingNo' | 'receiverPhone'> {
  readonly method: Shipment['method'];
  /** `itemDesc`: what of this order is in the parcel; null: its description. */
  readonly orders: readonly { readonly id: string; readonly itemDesc: string | null }[];
}

/**
 * Says that several paid orders of one payer go in one parcel: all of them, or none. Each is its own shipment from then
 * on, and WeChat is told of each by its own report: what WeChat calls a combined upload is for orders that were paid by one
 * combined payment, and these were not.
 *
 * @throws Refusal `not_found`, `shipment_of_several_payers`, `order_not_shippable`, `shipment_invalid`,
 *   `shipment_final`, `order_busy`
 */
export async function shipTogether(
  ports: Ports,
  actor: Actor,
  wish: SharedParcel,
): Promise<readonly Shipment[]> {
  const orders = await findOrders(ports, wish);
  const requests = await Promise.all(
    orders.map(async (order, index) => ({
      order,
      request: await fillPhone(ports, order, {
        method: wish.method,
        complete: true,
        parcels: [parcelOf(wish, order, wish.orders[index]?.itemDesc ?? null)],
      }),
    })),
  );
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
    const plans: ShipmentPlan[] = [];
    for (const { order, request } of requests) {
      const before = await ports.store.findShipment(order);
      plans.push(planShipment(ports, { actor, order, before, request }));
    }
    const changes = plans.flatMap(changeOf);
    if (changes.length > 0 && (await ports.store.commitShipments(changes)) === 'stale') continue;
    for (const { after } of changes) logShipment(ports, after, 'shipment.requested');
    return plans.map((plan) => (plan.kind === 'change' ? afterOf(plan) : plan.shipment));
  }
  throw new Refusal('order_busy');
}

async function findOrders(ports: Ports, wish: SharedParcel): Promise<readonly Order[]> {
  const { merchantId } = ports.settings;
  const ids = wish.orders.map(({ id }) => id);
  if (new Set(ids).size < ids.length) throw new Refusal('shipment_invalid');
  const found = await Promise.all(ids.map((id) => ports.store.findOrderById(merchantId, id)));
  const orders = found.flatMap((order) => order ?? []);
  if (orders.length < ids.length) throw new Refusal('not_found');
  const payers = new Set(orders.map(({ appid, openid }) => `${appid} ${openid}`));
  if (payers.size > 1) throw new Refusal('shipment_of_several_payers');
  return orders;
}

function parcelOf(wish: SharedParcel, { description }: Order, itemDesc: string | null) {
  const { carrier, trackingNo, receiverPhone } = wish;
  const goods = itemDesc ?? [...description].slice(0, MAX_ITEM_DESC).join('');
  return { itemDesc: goods, carrier, trackingNo, receiverPhone };
}

function changeOf(plan: ShipmentPlan): readonly ShipmentChange[] {
  if (plan.kind === 'same') return [];
  if (plan.kind === 'begin') return [{ before: null, after: plan.shipment }];
  return [{ before: plan.before, after: afterOf(plan) }];
}

function afterOf(plan: Extract<ShipmentPlan, { readonly kind: 'change' }>): Shipment {
  return Object.freeze({ ...plan.before, ...plan.patch, version: plan.before.version + 1 });
}
