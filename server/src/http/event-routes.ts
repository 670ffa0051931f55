import { findDelivery, resendDelivery } from '../flows/resend-deliveries.ts';
import { answers } from './answers.ts';
import { requireScope } from './authenticate-merchant.ts';
import type { HttpApp } from './http-app.ts';
import { merchantApi } from './merchant-routes.ts';
import { presentDelivery, presentEvent } from './present-webhook.ts';
import { HttpProblem } from './problem.ts';
import { portsOf } from './request-ports.ts';
import { EmptyBodySchema, IdParamsSchema } from './schemas.ts';
import {
  DeliveryListSchema,
  DeliveryQuerySchema,
  DeliverySchema,
  EventListSchema,
  EventQuerySchema,
  EventSchema,
} from './webhook-schemas.ts';

/** Adds the feed of events, and the deliveries of each endpoint with their attempts. */
export function eventRoutes(scope: HttpApp): void {
  scope.get(
    '/v1/merchant/events',
    {
      ...requireScope('events:read'),
      schema: {
        ...merchantApi,
        summary: 'Page through all events, oldest first, each exactly once; or look at the newest',
        querystring: EventQuerySchema,
        response: answers(200, EventListSchema),
      },
    },
    async (request) => {
      const { store, settings } = portsOf(request);
      const { cursor, type = null, order = 'oldest' } = request.query;
      const wish = { merchantId: settings.merchantId, limit: limitOf(request.query), type };
      const page =
        order === 'oldest'
          ? await store.listEvents({ ...wish, after: Number(cursor ?? '0') })
          : await store.listLatestEvents({
              ...wish,
              before: cursor === undefined ? null : Number(cursor),
            });
      return {
        items: page.items.map(presentEvent),
        nextCursor: String(page.nextPosition),
        hasMore: page.hasMore,
      };
    },
  );

  scope.get(
    '/v1/merchant/events/:id',
    {
      ...requireScope('events:read'),
      schema: {
        ...merchantApi,
        summary: 'Read an event',
        params: IdParamsSchema,
        response: answers(200, EventSchema),
      },
    },
    async (request) => {
      const { store, settings } = portsOf(request);
      const event = await store.findEvent(settings.merchantId, request.params.id);
      if (event === null) throw new HttpProblem('not_found');
      return presentEvent(event);
    },
  );

  scope.get(
    '/v1/merchant/deliveries',
    {
      ...requireScope('webhooks:read'),
      schema: {
        ...merchantApi,
        summary: "List an endpoint's deliveries, newest first",
        querystring: DeliveryQuerySchema,
        response: answers(200, DeliveryListSchema),
      },
    },
    async (request) => {
      const { store, settings } = portsOf(request);
      const { endpointId, state = null, cursor } = request.query;
      const limit = limitOf(request.query);
      const found = await store.listDeliveries({
        merchantId: settings.merchantId,
        endpointId,
        state,
        before: cursor === undefined ? null : Number(cursor),
        // One more than asked for says whether there is a next page.
        limit: limit + 1,
      });
      const items = found.slice(0, limit);
      const last = found.length > limit ? items.at(-1) : undefined;
      return {
        items: items.map(presentDelivery),
        nextCursor: last === undefined ? null : String(last.position),
      };
    },
  );

  scope.get(
    '/v1/merchant/deliveries/:id',
    {
      ...requireScope('webhooks:read'),
      schema: {
        ...merchantApi,
        summary: 'Read a delivery with its attempts',
        params: IdParamsSchema,
        response: answers(200, DeliverySchema),
      },
    },
    async (request) => presentDelivery(await findDelivery(portsOf(request), request.params.id)),
  );

  scope.post(
    '/v1/merchant/deliveries/:id/resend',
    {
      ...requireScope('webhooks:write'),
      schema: {
        ...merchantApi,
        summary: 'Send an event to an endpoint again',
        params: IdParamsSchema,
        body: EmptyBodySchema,
        response: answers(200, DeliverySchema),
      },
    },
    async (request) => presentDelivery(await resendDelivery(portsOf(request), request.params.id)),
  );
}

function limitOf({ limit = '20' }: { readonly limit?: string }): number {
  return Number(limit);
}
