import { Type } from '@fastify/type-provider-typebox';
import { getShipment, listPayerMessages } from '../flows/find-shipment.ts';
import { shipOrder } from '../flows/ship-order.ts';
import { shipTogether } from '../flows/ship-together.ts';
import { answers } from './answers.ts';
import { actorOf, requireScope } from './authenticate-merchant.ts';
import type { HttpApp } from './http-app.ts';
import { merchantApi } from './merchant-routes.ts';
import { presentMessage, presentShipment } from './present-shipment.ts';
import { portsOf } from './request-ports.ts';
import { ConfirmQuerySchema, IdParamsSchema } from './schemas.ts';
import { PayerMessageSchema, ShipmentSchema } from './shipment-schemas.ts';

const strict = { additionalProperties: false } as const;
const Code = Type.String({ minLength: 1, maxLength: 128 });

const Phone = Type.String({
  pattern: '^[0-9+*-]{1,16}[0-9]{4}$',
  description: 'masked, `189****1234`; SF wants it',
});

const ShipmentRequestSchema = Type.Object(
  {
    method: Type.Enum(['express', 'same-city', 'virtual', 'self-pickup']),
    parcels: Type.Array(
      Type.Object(
        {
          itemDesc: Type.String({ minLength: 1, maxLength: 120, description: 'e.g. `Hat ×1`' }),
          carrier: Type.Optional(Code),
          trackingNo: Type.Optional(Code),
          receiverPhone: Type.Optional(Phone),
        },
        strict,
      ),
      { minItems: 1, maxItems: 15 },
    ),
    complete: Type.Optional(
      Type.Boolean({ description: 'false: more parcels follow; express only. Default true' }),
    ),
  },
  { ...strict, examples: [{ method: 'virtual', parcels: [{ itemDesc: '会员卡 ×1' }] }] },
);

const SharedParcelSchema = Type.Object(
  {
    orders: Type.Array(
      Type.Object(
        {
          id: Type.String({ minLength: 1, maxLength: 64 }),
          itemDesc: Type.Optional(
            Type.String({
              minLength: 1,
              maxLength: 120,
              description: "what of this order is in the parcel; default: the order's description",
            }),
          ),
        },
        strict,
      ),
      { minItems: 2, maxItems: 50 },
    ),
    method: Type.Enum(['express', 'same-city', 'virtual', 'self-pickup']),
    carrier: Type.Optional(Code),
    trackingNo: Type.Optional(Code),
    receiverPhone: Type.Optional(Phone),
  },
  {
    ...strict,
    examples: [
      {
        orders: [{ id: '01a2…' }, { id: '01a3…', itemDesc: '明前龙井 ×1' }],
        method: 'express',
        carrier: 'ZTO',
        trackingNo: '73100000001',
      },
    ],
  },
);

/** Adds how a merchant ships what was paid, and what payers were told. */
export function shippingRoutes(scope: HttpApp): void {
  scope.post(
    '/v1/merchant/orders/:id/shipment',
    {
      ...requireScope('shipping:write'),
      schema: {
        ...merchantApi,
        summary: 'Ship a paid order; WeChat is told within seconds',
        params: IdParamsSchema,
        body: ShipmentRequestSchema,
        response: answers(200, ShipmentSchema),
      },
    },
    async (request) => {
      const { method, parcels, complete = true } = request.body;
      const shipment = await shipOrder(portsOf(request), actorOf(request), request.params.id, {
        method,
        complete,
        parcels: parcels.map((parcel) => ({
          itemDesc: parcel.itemDesc,
          carrier: parcel.carrier ?? null,
          trackingNo: parcel.trackingNo ?? null,
          receiverPhone: parcel.receiverPhone ?? null,
        })),
      });
      return presentShipment(shipment);
    },
  );

  scope.post(
    '/v1/merchant/shipments',
    {
      ...requireScope('shipping:write'),
      schema: {
        ...merchantApi,
        summary: 'Ship several paid orders of one payer in one parcel: all of them or none',
        body: SharedParcelSchema,
        response: answers(200, Type.Object({ items: Type.Array(ShipmentSchema) })),
      },
    },
    async (request) => {
      const { orders, method, carrier, trackingNo, receiverPhone } = request.body;
      const shipments = await shipTogether(portsOf(request), actorOf(request), {
        orders: orders.map(({ id, itemDesc }) => ({ id, itemDesc: itemDesc ?? null })),
        method,
        carrier: carrier ?? null,
        trackingNo: trackingNo ?? null,
        receiverPhone: receiverPhone ?? null,
      });
      return { items: shipments.map(presentShipment) };
    },
  );

  scope.get(
    '/v1/merchant/orders/:id/shipment',
    {
      ...requireScope('shipping:read'),
      schema: {
        ...merchantApi,
        summary: 'Read how an order is shipped; `confirm` asks WeChat first',
        params: IdParamsSchema,
        querystring: ConfirmQuerySchema,
        response: answers(200, ShipmentSchema),
      },
    },
    async (request) => {
      const options = { confirm: request.query.confirm === 'true' };
      return presentShipment(await getShipment(portsOf(request), request.params.id, options));
    },
  );

  scope.get(
    '/v1/merchant/orders/:id/messages',
    {
      ...requireScope('shipping:read'),
      schema: {
        ...merchantApi,
        summary: 'List the subscribe messages about an order',
        params: IdParamsSchema,
        response: answers(200, Type.Object({ items: Type.Array(PayerMessageSchema) })),
      },
    },
    async (request) => {
      const messages = await listPayerMessages(portsOf(request), request.params.id);
      return { items: messages.map(presentMessage) };
    },
  );
}
