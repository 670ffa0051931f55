import { Type } from '@fastify/type-provider-typebox';
import type { Evidence, TimelineLine } from '@yifen/contract';
import { exportOrders } from '../flows/export-orders.ts';
import { findMerchantOrder } from '../flows/find-merchant-order.ts';
import { readTimeline, type TimelineEntry } from '../flows/order-timeline.ts';
import type { KeptEvidence } from '../ports.ts';
import { answers } from './answers.ts';
import { requireScope } from './authenticate-merchant.ts';
import type { HttpApp } from './http-app.ts';
import { merchantApi } from './merchant-routes.ts';
import { orderFilterOf, orderFilterProperties } from './order-filter.ts';
import { rfc3339 } from './present-order.ts';
import { portsOf } from './request-ports.ts';
import { IdParamsSchema } from './schemas.ts';
import { sendText } from './send-text.ts';

const read = requireScope('orders:read');
const Time = Type.String({ format: 'date-time' });
const OptionalText = Type.Union([Type.String(), Type.Null()]);

/** Adds what is on record of orders: the proof, all that happened, and the list as a file. */
export function orderRecordRoutes(scope: HttpApp): void {
  scope.get(
    '/v1/merchant/orders.csv',
    {
      ...read,
      schema: {
        ...merchantApi,
        summary: 'Write orders as CSV, newest first, as a stream',
        querystring: Type.Object(
          {
            ...orderFilterProperties,
            language: Type.Optional(Type.Enum(['zh', 'en'], { description: 'default zh' })),
          },
          { additionalProperties: false },
        ),
      },
    },
    async (request, reply) => {
      const { language = 'zh', number = null, ...query } = request.query;
      const wish = { filter: orderFilterOf(query), number };
      reply.header('content-disposition', 'attachment; filename="orders.csv"');
      const rows = exportOrders(portsOf(request), wish, language);
      return sendText(reply, 'text/csv; charset=utf-8', rows);
    },
  );

  scope.get(
    '/v1/merchant/orders/:id/evidence',
    {
      ...read,
      schema: {
        ...merchantApi,
        summary: 'Read every statement of WeChat about an order, with the bytes that were verified',
        params: IdParamsSchema,
        response: answers(200, Type.Object({ items: Type.Array(EvidenceSchema) })),
      },
    },
    async (request) => {
      const ports = portsOf(request);
      const order = await findMerchantOrder(ports, request.params.id);
      return { items: (await ports.store.listEvidence(order)).map(presentEvidence) };
    },
  );

  scope.get(
    '/v1/merchant/orders/:id/timeline',
    {
      ...read,
      schema: {
        ...merchantApi,
        summary: 'Read all that happened to an order, its refunds and its shipment, oldest first',
        params: IdParamsSchema,
        response: answers(200, Type.Object({ items: Type.Array(TimelineLineSchema) })),
      },
    },
    async (request) => {
      const ports = portsOf(request);
      const order = await findMerchantOrder(ports, request.params.id);
      return { items: (await readTimeline(ports, order)).map(presentLine) };
    },
  );
}

const EvidenceSchema = Type.Object({
  id: Type.String(),
  source: Type.Enum(['notification', 'query']),
  receivedAt: Time,
  refundId: OptionalText,
  timestamp: Type.String(),
  nonce: Type.String(),
  serial: Type.String(),
  signature: Type.String(),
  body: Type.String({ description: 'the signed bytes, as UTF-8' }),
});

const TimelineLineSchema = Type.Object({
  at: Time,
  kind: Type.Enum(['order', 'refund', 'evidence', 'shipment', 'message', 'delivery']),
  name: Type.String(),
  from: OptionalText,
  to: OptionalText,
  by: OptionalText,
  note: OptionalText,
  subject: OptionalText,
});

function presentEvidence({ body, receivedAtMs, ...evidence }: KeptEvidence) {
  const { id, source, refundId, timestamp, nonce, serial, signature } = evidence;
  const text = new TextDecoder().decode(body);
  const signed = { timestamp, nonce, serial, signature, body: text };
  return {
    id,
    source,
    receivedAt: rfc3339(receivedAtMs),
    refundId,
    ...signed,
  } satisfies Evidence;
}

function presentLine({ atMs, kind, name, from, to, by, note, subject }: TimelineEntry) {
  return { at: rfc3339(atMs), kind, name, from, to, by, note, subject } satisfies TimelineLine;
}
