import { Type } from '@fastify/type-provider-typebox';
import type { ApiKey } from '../ports.ts';
import { answers } from './answers.ts';
import { callerOf, requireScope } from './authenticate-merchant.ts';
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
      const caller = callerOf(request);
      return {
        id: settings.merchantId,
        mchid: settings.mchid,
        appid: settings.appid,
        notifyUrl: settings.notifyUrl,
        key: caller.kind === 'key' ? presentKey(caller.key) : null,
      };
    },
  );
}

function presentKey({ id, name, scopes, expiresAtMs }: ApiKey) {
  const expiresAt = expiresAtMs === null ? null : rfc3339(expiresAtMs);
  return { id, name, scopes: [...scopes], expiresAt };
}

const MerchantSchema = Type.Object({
  id: Type.String(),
  mchid: Type.String(),
  appid: Type.String(),
  notifyUrl: Type.String(),
  /** Null: a person of the console asks. */
  key: Type.Union([
    Type.Object({
      id: Type.String(),
      name: Type.String(),
      scopes: Type.Array(Type.String()),
      expiresAt: Type.Union([Type.String({ format: 'date-time' }), Type.Null()]),
    }),
    Type.Null(),
  ]),
});
