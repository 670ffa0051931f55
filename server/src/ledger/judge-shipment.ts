import type { Order } from './order.ts';
import type { Parcel, Shipment, ShippingMethod } from './shipment.ts';

/** How a merchant ships an order. */
export interface ShipmentRequest {
  readonly method: ShippingMethod;
  readonly parcels: readonly Omit<Parcel, 'reported'>[];
  /** False: more parcels follow; express only. */
  readonly complete: boolean;
}

/** Why a shipment is not taken. */
export type ShipmentRefusal = 'order_not_paid' | 'shipment_invalid' | 'shipment_final';

/** What becomes of a request: a first shipment, more parcels, a replacement, nothing, or a refusal. */
export type ShipmentJudgement =
  | { readonly kind: 'begin' | 'add' | 'replace'; readonly parcels: readonly Parcel[] }
  | { readonly kind: 'same' }
  | { readonly kind: 'refuse'; readonly code: ShipmentRefusal };

/** The most parcels of one shipment. */
const MAX_PARCELS = 15;

/** The longest description of goods, in characters. */
const MAX_ITEM_DESC = 120;

/**
 * Judges how an order is to be shipped. What WeChat has taken may be replaced once; what it has not
 * taken yet may be corrected at will; parcels are added while the shipment is not complete.
 *
 * @see developers.weixin.qq.com `API/order_shipping`, upload_shipping_info
 */
export function judgeShipment(
  order: Pick<Order, 'state' | 'transactionId'>,
  before: Shipment | null,
  request: ShipmentRequest,
): ShipmentJudgement {
  if (order.state !== 'paid' || order.transactionId === null) {
    return { kind: 'refuse', code: 'order_not_paid' };
  }
  if (!isWellFormed(request)) return { kind: 'refuse', code: 'shipment_invalid' };
  const fresh = request.parcels.map((parcel) => ({ ...parcel, reported: false }));
  if (before === null) return { kind: 'begin', parcels: fresh };
  if (isSame(before, request)) return { kind: 'same' };
  const taken = before.parcels.filter(({ reported }) => reported);
  if (!before.complete && before.method === 'express' && request.method === 'express') {
    // What WeChat refused is not shipped: the new parcels stand in its place.
    const kept = before.state === 'refused' ? taken : before.parcels;
    const all = [...kept, ...fresh];
    if (all.length > MAX_PARCELS) return { kind: 'refuse', code: 'shipment_invalid' };
    return { kind: kept.length === 0 ? 'begin' : 'add', parcels: all };
  }
  if (taken.length === 0) return { kind: 'begin', parcels: fresh };
  const isOver =
    before.stage !== null && before.stage !== 'unshipped' && before.stage !== 'shipped';
  if (before.changes > 0 || isOver || !request.complete) {
    return { kind: 'refuse', code: 'shipment_final' };
  }
  return { kind: 'replace', parcels: fresh };
}

function isWellFormed({ method, parcels, complete }: ShipmentRequest): boolean {
  const isExpress = method === 'express';
  if (!isExpress && (parcels.length !== 1 || !complete)) return false;
  if (parcels.length < 1 || parcels.length > MAX_PARCELS) return false;
  return parcels.every(({ itemDesc, carrier, trackingNo, receiverPhone }) => {
    const length = [...itemDesc].length;
    const isNamed = length >= 1 && length <= MAX_ITEM_DESC;
    const isMasked = receiverPhone === null || /^[\d+*-]{1,16}\d{4}$/.test(receiverPhone);
    const isTracked = carrier !== null && trackingNo !== null;
    return isNamed && isMasked && (isExpress ? isTracked : carrier === null && trackingNo === null);
  });
}

function isSame(before: Shipment, request: ShipmentRequest): boolean {
  const words = (parcel: Omit<Parcel, 'reported'>) =>
    JSON.stringify([parcel.itemDesc, parcel.carrier, parcel.trackingNo, parcel.receiverPhone]);
  const known = before.parcels.map(words);
  const given = request.parcels.map(words);
  if (before.state === 'refused' || before.method !== request.method) return false;
  if (before.complete) return request.complete && known.join() === given.join();
  return !request.complete && given.every((parcel) => known.includes(parcel));
}
