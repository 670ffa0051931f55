import { Type } from '@fastify/type-provider-typebox';
import type { FastifyRequest } from 'fastify';
import {
  changeUser,
  type Governs,
  type Invited,
  inviteUser,
  listUsers,
  resetUser,
  type ShownUser,
} from '../flows/people/keep-users.ts';
import { isRole } from '../flows/roles.ts';
import type { House } from '../ports.ts';
import { answers } from './answers.ts';
import { callerOf, requireScope } from './authenticate-merchant.ts';
import {
  ConsoleUserSchema,
  InvitationSchema,
  UserChangeSchema,
  UserListSchema,
  UserRequestSchema,
} from './console-schemas.ts';
import type { HttpApp } from './http-app.ts';
import { merchantApi } from './merchant-routes.ts';
import { pageOf } from './page-of.ts';
import { rfc3339 } from './present-order.ts';
import { portsOf } from './request-ports.ts';
import { EmptyBodySchema, ListQuerySchema } from './schemas.ts';

const read = requireScope('users:read');
const write = requireScope('users:write');
const UserParamsSchema = Type.Object({ id: Type.String({ minLength: 1, maxLength: 64 }) });

/** Adds the people of a merchant: who they are, to invite, change and reset them. */
export function userRoutes(scope: HttpApp, house: House): void {
  const path = '/v1/merchant/users';

  scope.get(
    path,
    {
      ...read,
      schema: {
        ...merchantApi,
        summary: "List the people of the merchant's console",
        querystring: ListQuerySchema,
        response: answers(200, UserListSchema),
      },
    },
    async (request) => {
      const page = pageOf(request.query);
      const { items, nextCursor } = await listUsers(house, merchantOf(request), page);
      return { items: items.map(presentUser), nextCursor };
    },
  );

  scope.post(
    path,
    {
      ...write,
      schema: {
        ...merchantApi,
        summary: 'Invite somebody to the console; the link is shown once',
        body: UserRequestSchema,
        response: answers(201, InvitationSchema),
      },
    },
    async (request, reply) => {
      const { body } = request;
      const invited = await inviteUser(house, merchantOf(request), body, governedBy(request));
      reply.code(201);
      return presentInvited(invited);
    },
  );

  scope.patch(
    `${path}/:id`,
    {
      ...write,
      schema: {
        ...merchantApi,
        summary: "Change a person's role or state; unlock the sign-in",
        params: UserParamsSchema,
        body: UserChangeSchema,
        response: answers(200, ConsoleUserSchema),
      },
    },
    async (request) =>
      presentUser(await changeUser(house, merchantOf(request), request.params.id, request.body)),
  );

  scope.post(
    `${path}/:id/reset`,
    {
      ...write,
      schema: {
        ...merchantApi,
        summary: 'Let somebody choose a new password and authenticator; the link is shown once',
        params: UserParamsSchema,
        body: EmptyBodySchema,
        response: answers(200, InvitationSchema),
      },
    },
    async (request) => {
      const { id } = request.params;
      return presentInvited(await resetUser(house, merchantOf(request), id, governedBy(request)));
    },
  );
}

function merchantOf(request: FastifyRequest): string {
  return portsOf(request).settings.merchantId;
}

/** An owner decides over people where he is one; a key at its own merchant. */
function governedBy(request: FastifyRequest): Governs {
  const caller = callerOf(request);
  const own = merchantOf(request);
  if (caller.kind === 'key') return (merchantId) => merchantId === own;
  const { memberships } = caller.session;
  const owned = memberships.filter(({ role, active }) => active && role === 'owner');
  return (merchantId) => owned.some((place) => place.merchantId === merchantId);
}

function presentUser({ person: { user }, place, lockedUntilMs }: ShownUser) {
  const state = user.passwordHash === null ? ('invited' as const) : ('active' as const);
  return {
    id: user.id,
    email: user.email,
    name: user.name,
    // A role of a later version may do nothing here, and reads as the least.
    role: isRole(place.role) ? place.role : ('read-only' as const),
    state: place.active ? state : ('disabled' as const),
    totp: user.sealedTotp !== null,
    lockedUntil: lockedUntilMs === null ? null : rfc3339(lockedUntilMs),
    lastSignInAt: user.lastSignInAtMs === null ? null : rfc3339(user.lastSignInAtMs),
    createdAt: rfc3339(user.createdAtMs),
  };
}

function presentInvited({ user, link }: Invited) {
  return {
    user: presentUser(user),
    url: link?.url ?? null,
    expiresAt: link === null ? null : rfc3339(link.expiresAtMs),
  };
}
