import { Type } from '@fastify/type-provider-typebox';
import { deleteEndpoint, updateEndpoint } from '../flows/change-endpoint.ts';
import { createEndpoint } from '../flows/create-endpoint.ts';
import { findEndpoint } from '../flows/find-endpoint.ts';
import { resendExhausted } from '../flows/resend-deliveries.ts';
import { rotateEndpointSecret } from '../flows/rotate-endpoint-secret.ts';
import { testEndpoint } from '../flows/test-endpoint.ts';
import { answers } from './answers.ts';
import { requireScope } from './authenticate-merchant.ts';
import type { HttpApp } from './http-app.ts';
import { merchantApi } from './merchant-routes.ts';
import { presentAttempt, presentEndpoint } from './present-webhook.ts';
import { portsOf } from './request-ports.ts';
import { EmptyBodySchema, IdParamsSchema } from './schemas.ts';
import {
  AttemptSchema,
  EndpointListSchema,
  EndpointPatchSchema,
  EndpointRequestSchema,
  EndpointSchema,
  EndpointWithSecretSchema,
  ResentSchema,
} from './webhook-schemas.ts';

/** Adds where a merchant's systems are told what happened: endpoints, their secrets, a test, a re-send. */
export function webhookRoutes(scope: HttpApp): void {
  scope.post(
    '/v1/merchant/webhook-endpoints',
    {
      ...requireScope('webhooks:write'),
      schema: {
        ...merchantApi,
        summary: 'Add a webhook endpoint; its secret is told this once',
        body: EndpointRequestSchema,
        response: answers(201, EndpointWithSecretSchema),
      },
    },
    async (request, reply) => {
      const ports = portsOf(request);
      const { url, description = '', eventTypes = [] } = request.body;
      const created = await createEndpoint(ports, { url, description, eventTypes });
      reply.code(201);
      const endpoint = presentEndpoint(created.endpoint, ports.clock.nowMs());
      return { ...endpoint, secret: created.secret };
    },
  );

  scope.get(
    '/v1/merchant/webhook-endpoints',
    {
      ...requireScope('webhooks:read'),
      schema: {
        ...merchantApi,
        summary: 'List the webhook endpoints, oldest first; all on one page',
        response: answers(200, EndpointListSchema),
      },
    },
    async (request) => {
      const { store, settings, clock } = portsOf(request);
      const endpoints = await store.listEndpoints(settings.merchantId);
      const items = endpoints.map((endpoint) => presentEndpoint(endpoint, clock.nowMs()));
      return { items, nextCursor: null };
    },
  );

  scope.get(
    '/v1/merchant/webhook-endpoints/:id',
    {
      ...requireScope('webhooks:read'),
      schema: {
        ...merchantApi,
        summary: 'Read a webhook endpoint',
        params: IdParamsSchema,
        response: answers(200, EndpointSchema),
      },
    },
    async (request) => {
      const ports = portsOf(request);
      return presentEndpoint(await findEndpoint(ports, request.params.id), ports.clock.nowMs());
    },
  );

  scope.patch(
    '/v1/merchant/webhook-endpoints/:id',
    {
      ...requireScope('webhooks:write'),
      schema: {
        ...merchantApi,
        summary: 'Change a webhook endpoint, disable or enable it',
        params: IdParamsSchema,
        body: EndpointPatchSchema,
        response: answers(200, EndpointSchema),
      },
    },
    async (request) => {
      const ports = portsOf(request);
      const endpoint = await updateEndpoint(ports, request.params.id, request.body);
      return presentEndpoint(endpoint, ports.clock.nowMs());
    },
  );

  scope.delete(
    '/v1/merchant/webhook-endpoints/:id',
    {
      ...requireScope('webhooks:write'),
      schema: {
        ...merchantApi,
        summary: 'Delete a webhook endpoint',
        params: IdParamsSchema,
        response: answers(204, Type.Null()),
      },
    },
    async (request, reply) => {
      await deleteEndpoint(portsOf(request), request.params.id);
      reply.code(204);
      return null;
    },
  );

  scope.post(
    '/v1/merchant/webhook-endpoints/:id/rotate-secret',
    {
      ...requireScope('webhooks:write'),
      schema: {
        ...merchantApi,
        summary: 'Make a new secret; the former signs as well for 24 hours',
        params: IdParamsSchema,
        body: EmptyBodySchema,
        response: answers(200, EndpointWithSecretSchema),
      },
    },
    async (request) => {
      const ports = portsOf(request);
      const { endpoint, secret } = await rotateEndpointSecret(ports, request.params.id);
      return { ...presentEndpoint(endpoint, ports.clock.nowMs()), secret };
    },
  );

  scope.post(
    '/v1/merchant/webhook-endpoints/:id/test',
    {
      ...requireScope('webhooks:write'),
      schema: {
        ...merchantApi,
        summary: 'Send a `webhook.test` now and say what came of it',
        params: IdParamsSchema,
        body: EmptyBodySchema,
        response: answers(200, AttemptSchema),
      },
    },
    async (request) => presentAttempt(await testEndpoint(portsOf(request), request.params.id)),
  );

  scope.post(
    '/v1/merchant/webhook-endpoints/:id/resend',
    {
      ...requireScope('webhooks:write'),
      schema: {
        ...merchantApi,
        summary: 'Send again all that the endpoint did not get',
        params: IdParamsSchema,
        body: EmptyBodySchema,
        response: answers(200, ResentSchema),
      },
    },
    async (request) => ({ count: await resendExhausted(portsOf(request), request.params.id) }),
  );
}
