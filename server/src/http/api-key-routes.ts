import { Type } from '@fastify/type-provider-typebox';
import type { ApiKey as ShownApiKey } from '@yifen/contract';
import type { FastifyRequest } from 'fastify';
import { createApiKey } from '../flows/create-api-key.ts';
import { revokeApiKey } from '../flows/revoke-api-key.ts';
import { rotateApiKey } from '../flows/rotate-api-key.ts';
import type { ApiKey, House } from '../ports.ts';
import { answers } from './answers.ts';
import {
  ApiKeyRequestSchema,
  ApiKeyRevocationSchema,
  ApiKeyRotationSchema,
  ApiKeySchema,
  ApiKeyWithTextSchema,
} from './api-key-schemas.ts';
import { callerOf, requireScopeToSetUp } from './authenticate-merchant.ts';
import type { HttpApp } from './http-app.ts';
import { merchantApi } from './merchant-routes.ts';
import { rfc3339 } from './present-order.ts';
import { portsOf } from './request-ports.ts';
import { IdParamsSchema } from './schemas.ts';

const path = '/v1/merchant/api-keys';
const write = requireScopeToSetUp('keys:write');

/** How long a key that was replaced goes on, unless the request says otherwise: 24 h. */
const OVERLAP_SECONDS = 86_400;

/** Adds the keys of the merchant's own systems: to see which there are, to make, replace and revoke one. */
export function apiKeyRoutes(scope: HttpApp, house: House): void {
  scope.get(
    path,
    {
      ...requireScopeToSetUp('keys:read'),
      schema: {
        ...merchantApi,
        summary: 'List the API keys, newest first, never their text; all on one page',
        response: answers(200, Type.Object({ items: Type.Array(ApiKeySchema) })),
      },
    },
    async (request) => {
      const keys = await house.store.listApiKeys(merchantOf(request));
      return { items: keys.map((key) => presentApiKey(key, house)).reverse() };
    },
  );

  scope.post(
    path,
    {
      ...write,
      schema: {
        ...merchantApi,
        summary:
          'Make an API key; its text is told this once, and it may do no more than its maker',
        body: ApiKeyRequestSchema,
        response: answers(201, ApiKeyWithTextSchema),
      },
    },
    async (request, reply) => {
      const { name, scopes, lifeSeconds = null } = request.body;
      const { holder, scopes: within } = giverOf(request);
      const merchantId = merchantOf(request);
      const wish = { merchantId, name: name.trim(), scopes, lifeSeconds, holder, within };
      const { key, text } = await createApiKey(house, wish);
      reply.code(201);
      return { ...presentApiKey(key, house), key: text };
    },
  );

  scope.post(
    `${path}/:id/rotate`,
    {
      ...write,
      schema: {
        ...merchantApi,
        summary: 'Replace an API key by a new one; both work during the overlap',
        params: IdParamsSchema,
        body: ApiKeyRotationSchema,
        response: answers(200, ApiKeyWithTextSchema),
      },
    },
    async (request) => {
      const { overlapSeconds = OVERLAP_SECONDS, lifeSeconds } = request.body;
      const { key, text } = await rotateApiKey(
        house,
        merchantOf(request),
        request.params.id,
        overlapSeconds,
        { ...giverOf(request), lifeSeconds },
      );
      return { ...presentApiKey(key, house), key: text };
    },
  );

  scope.post(
    `${path}/:id/revoke`,
    {
      ...write,
      schema: {
        ...merchantApi,
        summary: 'End an API key now; the reason is kept in the audit log',
        params: IdParamsSchema,
        body: ApiKeyRevocationSchema,
        response: answers(200, ApiKeySchema),
      },
    },
    async (request) =>
      presentApiKey(await revokeApiKey(house, merchantOf(request), request.params.id), house),
  );
}

function merchantOf(request: FastifyRequest): string {
  return portsOf(request).settings.merchantId;
}

/** Whoever sees a key's text can act with it: the key is his, so that his refunds are not approved with it. */
function giverOf(request: FastifyRequest) {
  const caller = callerOf(request);
  const holder = caller.kind === 'key' ? caller.key.holder : caller.actor.id;
  return { holder, scopes: caller.scopes };
}

function presentApiKey(key: ApiKey, { clock }: House) {
  const { id, name, hint, scopes, holder, createdAtMs, expiresAtMs, lastUsedAtMs } = key;
  const hasEnded = expiresAtMs !== null && expiresAtMs <= clock.nowMs();
  return {
    id,
    name,
    hint,
    scopes: [...scopes],
    holder: holder.startsWith('user:') ? holder : null,
    state: hasEnded ? ('ended' as const) : ('active' as const),
    createdAt: rfc3339(createdAtMs),
    expiresAt: expiresAtMs === null ? null : rfc3339(expiresAtMs),
    lastUsedAt: lastUsedAtMs === null ? null : rfc3339(lastUsedAtMs),
  } satisfies ShownApiKey;
}
