import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ConsoleSession } from '../flows/people/console-session.ts';
import { resumeApiKey } from '../flows/resume-api-key.ts';
import { scopesOf } from '../flows/roles.ts';
import type { Scope } from '../flows/scopes.ts';
import { unopenedPorts } from '../flows/unopened-merchant.ts';
import type { Actor, ApiKey, House, Ports } from '../ports.ts';
import { bearerOf } from './authenticate.ts';
import { demandSession, demandState } from './authenticate-person.ts';
import { cookieOf } from './console-cookie.ts';
import type { HttpApp } from './http-app.ts';
import { HttpProblem } from './problem.ts';
import { bindPorts, carryPorts } from './request-ports.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** What an API key, or the role of a person, must be allowed for this route. */
    scope?: Scope;
    /** Is it there for a merchant, too, that lacks a key or its mini-program? Default no. */
    setsUp?: boolean;
  }
}

/** Who calls: a merchant's own system by its key, or a person in the console. */
export type Caller = {
  /** For histories and for four eyes: a key that was rotated is the same person. */
  readonly actor: Actor;
  readonly scopes: readonly string[];
} & (
  | { readonly kind: 'key'; readonly key: ApiKey }
  | { readonly kind: 'person'; readonly session: ConsoleSession }
);

/**
 * Demands an API key or a console session for every route of this scope, binds the request to the caller's
 * merchant, demands the scope that the route names with {@link requireScope}, and limits the requests of each
 * caller. It runs before the body is read and after the limit by address. Every reason to refuse a key
 * gets the same answer.
 *
 * @param maxPerMinute Requests of one key, or of one person, per minute.
 * @throws Error when a route names no scope: at the start, not at a request.
 */
export function authenticateMerchant(app: HttpApp, house: House, maxPerMinute: number): void {
  app.decorateRequest('caller', null);
  carryPorts(app);
  const limit = app.createRateLimit({
    max: maxPerMinute,
    timeWindow: 60_000,
    keyGenerator: (request) => limitKeyOf(callerOf(request)),
  });
  app.addHook('onRoute', ({ url, config }) => {
    if (!config?.scope) throw new Error(`the route ${url} names no scope`);
  });
  app.addHook('preParsing', async (request: FastifyRequest, reply: FastifyReply) => {
    const { caller, ports } = await findCaller(house, request);
    request.setDecorator('caller', caller);
    bindPorts(request, ports);
    const used = await limit(request);
    if (!used.isAllowed && used.isExceeded) {
      reply.header('retry-after', String(used.ttlInSeconds));
      throw new HttpProblem('too_many_requests');
    }
    const { scope } = request.routeOptions.config;
    if (scope === undefined || !caller.scopes.includes(scope)) {
      throw new HttpProblem('scope_missing', scope);
    }
  });
}

/** The options of a route that demands a scope of its caller: spread it into the route's options. */
export function requireScope(scope: Scope): { readonly config: { readonly scope: Scope } } {
  return { config: { scope } };
}

/** The same for a route by which people set a merchant up that cannot be opened yet. */
export function requireScopeToSetUp(scope: Scope): {
  readonly config: { readonly scope: Scope; readonly setsUp: true };
} {
  return { config: { scope, setsUp: true } };
}

/** Who sent an authenticated request. */
export function callerOf(request: FastifyRequest): Caller {
  return request.getDecorator<Caller>('caller');
}

/** Who acts, for histories and for four eyes. */
export function actorOf(request: FastifyRequest): Actor {
  return callerOf(request).actor;
}

interface Found {
  readonly caller: Caller;
  readonly ports: Ports;
}

async function findCaller(house: House, request: FastifyRequest): Promise<Found> {
  const isKey = request.headers.authorization !== undefined;
  const isPerson = cookieOf(request) !== null || request.headers['yifen-merchant'] !== undefined;
  if (isKey && isPerson) throw new HttpProblem('two_credentials');
  return isPerson ? findPerson(house, request) : findKey(house, request);
}

async function findKey(house: House, request: FastifyRequest): Promise<Found> {
  const text = bearerOf(request);
  const key = text === null ? null : await resumeApiKey(house, text);
  const ports = key && (await house.merchants.find(key.merchantId));
  if (key === null || ports === null) throw new HttpProblem('api_key_refused');
  const { holder, scopes } = key;
  // A key that a person made for himself is that person.
  const id = holder.startsWith('user:') ? holder : `key:${holder}`;
  return { caller: { kind: 'key', key, actor: { id }, scopes }, ports };
}

/** The merchant that the header names, else the first: one at which the person has a place. */
async function findPerson(house: House, request: FastifyRequest): Promise<Found> {
  const session = await demandSession(house, request);
  demandState(session, ['open']);
  const wanted = request.headers['yifen-merchant'];
  const place = session.memberships.find(
    ({ active, merchantId }) => active && (wanted === undefined || wanted === merchantId),
  );
  const open = place ? await house.merchants.find(place.merchantId) : null;
  const setsUp = request.routeOptions.config.setsUp === true;
  const ports = open ?? (place && setsUp ? await unopenedPorts(house, place.merchantId) : null);
  // A merchant of others and one that there is not are the same.
  if (!place || ports === null) throw new HttpProblem('not_found');
  const actor = { id: `user:${session.user.id}` };
  return { caller: { kind: 'person', session, actor, scopes: scopesOf(place.role) }, ports };
}

function limitKeyOf(caller: Caller): string {
  return caller.kind === 'key' ? caller.key.id : caller.actor.id;
}
