import { Type } from '@fastify/type-provider-typebox';
import type { MerchantKey } from '@yifen/contract';
import {
  listMerchantKeys,
  removeMerchantKey,
  type ShownKey,
  saveMerchantKey,
} from '../flows/keep-merchant-keys.ts';
import type { House } from '../ports.ts';
import { answers } from './answers.ts';
import { requireScopeToSetUp } from './authenticate-merchant.ts';
import type { HttpApp } from './http-app.ts';
import { merchantApi } from './merchant-routes.ts';
import { rfc3339 } from './present-order.ts';
import { portsOf } from './request-ports.ts';

const strict = { additionalProperties: false } as const;
const Kind = Type.Enum(['merchant-key', 'apiv3-key', 'public-key', 'platform-certificate']);
const Serial = Type.String({
  minLength: 1,
  maxLength: 80,
  description: "the certificate's serial, the public key's id, or `current` or `next`",
});

const KeySchema = Type.Object({
  kind: Kind,
  serial: Serial,
  savedAt: Type.String({ format: 'date-time' }),
});
const KeyRequestSchema = Type.Object(
  {
    kind: Kind,
    serial: Serial,
    text: Type.String({ minLength: 1, maxLength: 16_384, description: 'the key; PEM, but APIv3' }),
  },
  {
    ...strict,
    examples: [{ kind: 'apiv3-key', serial: 'next', text: '0123456789abcdef0123456789abcdef' }],
  },
);
const KeyParamsSchema = Type.Object({ kind: Kind, serial: Serial });

/** Adds the keys that a merchant has at WeChat: to see which there are, to add one, to remove one; none is ever shown. */
export function merchantKeyRoutes(scope: HttpApp, house: House): void {
  scope.get(
    '/v1/merchant/keys',
    {
      ...requireScopeToSetUp('merchants:read'),
      schema: {
        ...merchantApi,
        summary: 'List the keys that are kept, never what they are',
        response: answers(200, Type.Object({ items: Type.Array(KeySchema) })),
      },
    },
    async (request) => {
      const keys = await listMerchantKeys(house, portsOf(request).settings.merchantId);
      return { items: keys.map(presentKey) };
    },
  );

  scope.post(
    '/v1/merchant/keys',
    {
      ...requireScopeToSetUp('merchants:write'),
      schema: {
        ...merchantApi,
        summary: 'Add a key, or replace one; servers use it within seconds',
        body: KeyRequestSchema,
        response: answers(201, KeySchema),
      },
    },
    async (request, reply) => {
      const { merchantId } = portsOf(request).settings;
      const saved = await saveMerchantKey(house, merchantId, request.body);
      reply.code(201);
      return presentKey(saved);
    },
  );

  scope.delete(
    '/v1/merchant/keys/:kind/:serial',
    {
      ...requireScopeToSetUp('merchants:write'),
      schema: {
        ...merchantApi,
        summary: 'Remove a key that another stands in for',
        params: KeyParamsSchema,
        response: answers(200, KeyParamsSchema),
      },
    },
    async (request) => {
      const { kind, serial } = request.params;
      await removeMerchantKey(house, portsOf(request).settings.merchantId, { kind, serial });
      return { kind, serial };
    },
  );
}

function presentKey({ kind, serial, createdAtMs }: ShownKey) {
  return { kind, serial, savedAt: rfc3339(createdAtMs) } satisfies MerchantKey;
}
