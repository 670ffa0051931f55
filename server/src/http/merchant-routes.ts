import { Type } from '@fastify/type-provider-typebox';
import { answers } from './answers.ts';
import { apiKeyOf, requireScope } from './authenticate-merchant.ts';
import type { HttpApp } from './http-app.ts';
import { rfc3339 } from './present-order.ts';
import { portsOf } from './request-ports.ts';

/** How the routes of merchants' own systems appear in the OpenAPI document. */
export const merchantApi = { tags: ['merchant'], security: [{ apiKey: [] }] };

/** Adds `/v1/merchant`: who the key's merchant is, and what the key may do. */
export function merchantRoutes(scope: HttpApp): void {
  scope.get(
    '/v1/merchant',
    {
      ...requireScope('merchants:read'),
      schema: {
        ...merchantApi,
        summary: 'Read the own merchant, and the key that asks',
        response: answers(200, MerchantSchema),
      },
    },
    async (request) => {
      const { settings } = portsOf(request);
      const key = apiKeyOf(request);
      return {
        id: settings.merchantId,
        mchid: settings.mchid,
        appid: settings.appid,
        notifyUrl: settings.notifyUrl,
        key: {
          id: key.id,
          name: key.name,
          scopes: [...key.scopes],
          expiresAt: key.expiresAtMs === null ? null : rfc3339(key.expiresAtMs),
        },
      };
    },
  );
}

const MerchantSchema = Type.Object({
  id: Type.String(),
  mchid: Type.String(),
  appid: Type.String(),
  notifyUrl: Type.String(),
  key: Type.Object({
    id: Type.String(),
    name: Type.String(),
    scopes: Type.Array(Type.String()),
    expiresAt: Type.Union([Type.String({ format: 'date-time' }), Type.Null()]),
  }),
});
