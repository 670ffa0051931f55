import type { Static } from '@fastify/type-provider-typebox';
import type { MerchantShipment, OrderMessage, OrderShipment } from '@yifen/contract';
import type { Order, PayerMessage, Shipment } from '../ports.ts';
import { type OrderAnswer, presentOrder, rfc3339 } from './present-order.ts';
import type {
  OrderShipmentSchema,
  PayerMessageSchema,
  ShipmentSchema,
} from './shipment-schemas.ts';

/** Shows an order to its payer with how it is shipped. */
export function presentShippedOrder(order: Order, shipment: Shipment | null): OrderAnswer {
  const answer = presentOrder(order);
  return shipment === null ? answer : { ...answer, shipment: presentOrderShipment(shipment) };
}

function presentOrderShipment(shipment: Shipment): Static<typeof OrderShipmentSchema> {
  const isReceived = shipment.receivedAtMs !== null;
  return {
    method: shipment.method,
    // The payer can confirm only what WeChat knows of.
    state: isReceived ? 'received' : shipment.reportedAtMs === null ? 'preparing' : 'shipped',
    parcels: shipment.parcels.map(({ itemDesc, carrier, trackingNo }) => ({
      itemDesc,
      ...(carrier === null ? {} : { carrier }),
      ...(trackingNo === null ? {} : { trackingNo }),
    })),
    ...(shipment.reportedAtMs === null ? {} : { shippedAt: rfc3339(shipment.reportedAtMs) }),
    ...(shipment.receivedAtMs === null ? {} : { receivedAt: rfc3339(shipment.receivedAtMs) }),
  } satisfies OrderShipment;
}

/** Shows a shipment to its merchant. */
export function presentShipment(shipment: Shipment): Static<typeof ShipmentSchema> {
  const { orderId, outTradeNo, method, parcels, complete, state, problem, stage } = shipment;
  return {
    orderId,
    outTradeNo,
    method,
    parcels: parcels.map((parcel) => ({ ...parcel })),
    complete,
    state,
    problem,
    stage,
    changes: shipment.changes,
    requestedAt: rfc3339(shipment.requestedAtMs),
    reportedAt: timeOf(shipment.reportedAtMs),
    receivedAt: timeOf(shipment.receivedAtMs),
    settlesAt: timeOf(shipment.settlesAtMs),
    settledAt: timeOf(shipment.settledAtMs),
  } satisfies MerchantShipment;
}

/** Shows a message to the merchant; its fields are the order's. */
export function presentMessage(message: PayerMessage): Static<typeof PayerMessageSchema> {
  const { kind, state, problem, createdAtMs, sentAtMs } = message;
  const createdAt = rfc3339(createdAtMs);
  return {
    kind,
    state,
    problem,
    createdAt,
    sentAt: timeOf(sentAtMs),
  } satisfies OrderMessage;
}

function timeOf(atMs: number | null): string | null {
  return atMs === null ? null : rfc3339(atMs);
}
