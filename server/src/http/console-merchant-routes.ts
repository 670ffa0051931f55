import { Type } from '@fastify/type-provider-typebox';
import type { ConsoleMerchant } from '@yifen/contract';
import { addMerchant, listOwnMerchants, type OwnMerchant } from '../flows/console-merchants.ts';
import { isRole } from '../flows/roles.ts';
import type { House } from '../ports.ts';
import { answers } from './answers.ts';
import { personOf } from './authenticate-person.ts';
import type { HttpApp } from './http-app.ts';
import { NewMerchantSchema } from './setup-schemas.ts';

const path = '/v1/console/merchants';

const MerchantSchema = Type.Object({
  id: Type.String(),
  name: Type.String(),
  mchid: Type.String(),
  active: Type.Boolean(),
  origin: Type.Enum(['environment', 'stored']),
  role: Type.Enum(['owner', 'finance', 'support', 'developer', 'read-only']),
});

/** Adds the merchants of a person: those there are, and a new one. */
export function consoleMerchantRoutes(scope: HttpApp, house: House): void {
  scope.get(
    path,
    {
      schema: {
        hide: true,
        response: answers(200, Type.Object({ items: Type.Array(MerchantSchema) })),
      },
    },
    async (request) => {
      const own = await listOwnMerchants(house, personOf(request));
      return { items: own.map(present) };
    },
  );

  scope.post(
    path,
    { schema: { hide: true, body: NewMerchantSchema, response: answers(201, MerchantSchema) } },
    async (request, reply) => {
      const { partner = null, ...wish } = request.body;
      const made = await addMerchant(house, personOf(request), { ...wish, partner }, request.id);
      reply.code(201);
      return present(made);
    },
  );
}

function present({ merchant, role }: OwnMerchant) {
  const { id, name, mchid, active, origin } = merchant;
  // A role that is none of ours may do nothing; the least of ours stands for it.
  return {
    id,
    name,
    mchid,
    active,
    origin,
    role: isRole(role) ? role : 'read-only',
  } satisfies ConsoleMerchant;
}
