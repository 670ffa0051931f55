import { Type } from '@fastify/type-provider-typebox';

const Time = Type.String({ format: 'date-time', description: 'RFC 3339' });
const Method = Type.Enum(['express', 'same-city', 'virtual', 'self-pickup']);

/** A parcel as the payer sees it. */
const ParcelSchema = Type.Object({
  itemDesc: Type.String(),
  carrier: Type.Optional(Type.String({ description: "WeChat's code of the courier" })),
  trackingNo: Type.Optional(Type.String()),
});

/** A shipment as the payer sees it. */
export const OrderShipmentSchema = Type.Object({
  method: Method,
  state: Type.Enum(['preparing', 'shipped', 'received']),
  parcels: Type.Array(ParcelSchema),
  shippedAt: Type.Optional(Time),
  receivedAt: Type.Optional(Time),
});

/** A shipment as the merchant sees it. */
export const ShipmentSchema = Type.Object({
  orderId: Type.String(),
  outTradeNo: Type.String(),
  method: Method,
  parcels: Type.Array(
    Type.Object({
      itemDesc: Type.String(),
      carrier: Type.Union([Type.String(), Type.Null()]),
      trackingNo: Type.Union([Type.String(), Type.Null()]),
      receiverPhone: Type.Union([Type.String(), Type.Null()], { description: 'masked' }),
      reported: Type.Boolean({ description: 'WeChat has taken it' }),
    }),
  ),
  complete: Type.Boolean({ description: 'no more parcels follow' }),
  state: Type.Enum(['to-report', 'reported', 'refused']),
  problem: Type.Union([Type.String(), Type.Null()], { description: "WeChat's code" }),
  stage: Type.Union([Type.String(), Type.Null()], { description: 'what WeChat said last' }),
  changes: Type.Integer({ description: 'WeChat takes one replacement' }),
  requestedAt: Time,
  reportedAt: Type.Union([Time, Type.Null()]),
  receivedAt: Type.Union([Time, Type.Null()]),
  settlesAt: Type.Union([Time, Type.Null()], {
    description: 'when WeChat expects to free the money',
  }),
  settledAt: Type.Union([Time, Type.Null()], { description: 'null: the money is frozen' }),
});

/** A subscribe message as the merchant sees it. */
export const PayerMessageSchema = Type.Object({
  kind: Type.Enum(['paid', 'shipped']),
  state: Type.Enum(['pending', 'sent', 'refused', 'expired']),
  problem: Type.Union([Type.String(), Type.Null()], {
    description: "WeChat's code; 43101: the payer did not accept",
  }),
  createdAt: Time,
  sentAt: Type.Union([Time, Type.Null()]),
});
